import { grads, mean, memory, square, type Tensor, type Tensor4D, tensor, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { between, createRng, normal } from '../../src/math/rng.ts';
import type { Topology } from '../../src/model/base.ts';
import { createEncoder, embeddingWidth, encode, encoderShapes, encodeTrunk } from '../../src/model/encoder.ts';
import { classify, createHead, OWN_HEAD } from '../../src/model/heads.ts';
import { type Parameters, release, upload } from '../../src/model/parameters.ts';
import { crossEntropy } from '../../src/train/losses/crossEntropy.ts';
import { adamW } from '../../src/train/optimisers/adamW.ts';
import { computedOn, startWasm } from './backends.ts';

beforeAll(startWasm);

const SIDE = 16;
const SMALL: Topology = {
  inputSize: SIDE,
  stem: 8,
  stages: [
    { channels: 16, blocks: 1, stride: 2 },
    { channels: 24, blocks: 1, stride: 2 },
  ],
  norm: 'group',
};

/** Faces drawn by arithmetic, normalised: class 1 has the mouth up, class 0 down; place and light differ. */
function drawnFaces(count: number, seed: number): { pixels: Float32Array; labels: Int32Array } {
  const rng = createRng(seed);
  const pixels = new Float32Array(count * SIDE * SIDE);
  const labels = Int32Array.from({ length: count }, (_, i) => i % 2);
  for (const [face, label] of labels.entries()) {
    const [dx, dy, light] = [between(rng, -1, 1), between(rng, -1, 1), between(rng, -0.5, 0.5)];
    for (let i = 0; i < SIDE * SIDE; i++) {
      const [x, y] = [(i % SIDE) - 7.5 - dx, Math.floor(i / SIDE) - 7.5 - dy];
      const mouth = 3 + (label === 1 ? -1 : 1) * (x * x * 0.12 - 1);
      const dark = Math.abs(x) < 5 && Math.abs(y - mouth) < 1;
      pixels[face * SIDE * SIDE + i] = light + (dark ? -1.5 : 0.5) + 0.1 * normal(rng);
    }
  }
  return { pixels, labels };
}

describe('an encoder from scratch', () => {
  it('has the shapes of its topology, and is the same for the same seed', () => {
    for (const topology of [SMALL, { ...SMALL, norm: 'none' as const }]) {
      const arrays = createEncoder(topology, createRng(1));
      expect(new Map([...arrays].map(([name, { shape }]) => [name, shape]))).toEqual(encoderShapes(topology));
      expect(createEncoder(topology, createRng(1))).toEqual(arrays);
      expect(createEncoder(topology, createRng(2))).not.toEqual(arrays);
    }
  });

  it('learns drawn faces in a few steps with group norm, and leaves no tensor behind', async () => {
    const { pixels, labels } = drawnFaces(16, 5);
    const losses: number[] = [];
    const before = memory().numTensors;
    const optimiser = adamW({ weightDecay: 0 });
    let parameters: Parameters = {
      ...upload(createEncoder(SMALL, createRng(7))),
      ...upload(createHead(OWN_HEAD, embeddingWidth(SMALL), 2)),
    };
    let state = optimiser.init(parameters);
    const names = Object.keys(parameters);
    const lossOf = (named: Parameters) => {
      const x = tensor(pixels, [labels.length, SIDE, SIDE, 1]) as Tensor4D;
      return crossEntropy(classify(named, OWN_HEAD, encode(named, SMALL, x)), labels);
    };
    for (let step = 1; step <= 25; step++) {
      const old = [parameters, state];
      const [loss] = await computedOn('wasm', () => [tidy(() => lossOf(parameters))]);
      losses.push(loss?.[0] ?? Number.NaN);
      const next = tidy(() => {
        const gradients = grads((...values) =>
          lossOf(Object.fromEntries(names.map((name, i) => [name, values[i] as Tensor]))),
        )(names.map((name) => parameters[name] as Tensor));
        const named = Object.fromEntries(names.map((name, i) => [name, gradients[i] as Tensor]));
        return optimiser.update(parameters, named, state, { step, learningRate: 0.02 });
      });
      ({ parameters, state } = next);
      for (const each of old) release(each);
    }
    release(parameters);
    release(state);
    expect(losses[0]).toBeCloseTo(Math.log(2), 5);
    expect(losses.at(-1)).toBeLessThan(0.1);
    expect(memory().numTensors).toBe(before);
  });

  const deep = (norm: 'none' | 'group', blocks: number): Topology => ({
    inputSize: SIDE,
    stem: 16,
    stages: [
      { channels: 24, blocks, stride: 2 },
      { channels: 32, blocks, stride: 2 },
      { channels: 40, blocks: 1, stride: 1 },
    ],
    norm,
  });

  it.each([
    { norm: 'group', blocks: 1 },
    { norm: 'group', blocks: 12 },
    { norm: 'none', blocks: 1 },
    { norm: 'none', blocks: 12 },
  ] as const)(
    'keeps the activations’ size with norm $norm through $blocks blocks a stage',
    async ({ norm, blocks }) => {
      const rng = createRng(4);
      const pixels = Float32Array.from({ length: 8 * SIDE * SIDE }, () => normal(rng));
      for (let seed = 0; seed < 3; seed++) {
        const [power] = await computedOn('wasm', () =>
          tidy(() => {
            const topology = deep(norm, blocks);
            const parameters = upload(createEncoder(topology, createRng(seed)));
            return [mean(square(encodeTrunk(parameters, topology, tensor(pixels, [8, SIDE, SIDE, 1]) as Tensor4D)))];
          }),
        );
        // Averaging in the shortcuts lowers it without a norm, at each of two strides.
        expect(power?.[0]).toBeGreaterThan(norm === 'group' ? 0.3 : 0.1);
        expect(power?.[0]).toBeLessThan(1);
      }
    },
  );
});
