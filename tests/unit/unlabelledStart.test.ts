/** The encoder without labels: its files, what it makes of faces, and that a run starts from it. */

import { readFile } from 'node:fs/promises';
import { type Tensor4D, tensor, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { encode, encoderShapes } from '../../src/model/encoder.ts';
import { upload } from '../../src/model/parameters.ts';
import { normalised } from '../../src/model/pixels.ts';
import { loadWeights, type Weights } from '../../src/model/weights.ts';
import { type Start, startOf } from '../../src/train/start.ts';
import { loadUnlabelledStart } from '../../tools/bench/unlabelledStart.ts';
import { computedOn, startWasm } from './backends.ts';
import { readPublic } from './readPublic.ts';

const FACES = 6;
/** Of embeddings, in units of their own mean size: both sides read the same fp16 numbers. */
const PARITY = 1e-2;

let weights: Weights;
let unlabelled: Weights;
beforeAll(async () => {
  await startWasm();
  weights = await loadWeights(readPublic);
  unlabelled = await loadUnlabelledStart(weights);
});

const stored = (path: string) => readFile(new URL(`../../${path}`, import.meta.url));
const folder = (name: string) => stored(`tools/bench/unlabelledStart/${name}`);
const fixture = (name: string) => stored(`tests/fixtures/${name}`);
const started = (from: Weights): Start => startOf(from, { start: 'base', seed: 1 });

/** One embedding for each of the first crops. */
async function embeddings(from: Weights): Promise<Float32Array[]> {
  const { arrays, topology, normalisation } = started(from);
  const side = topology.inputSize;
  const crops = (await fixture('crops.bin')).subarray(0, FACES * side * side);
  const [values = new Float32Array()] = await computedOn('wasm', () => [
    tidy(() => {
      const x = tensor(
        Float32Array.from(crops, (pixel) => pixel / 255),
        [FACES, side, side, 1],
      ) as Tensor4D;
      return encode(upload(arrays), topology, normalised(x, normalisation));
    }),
  ]);
  const width = values.length / FACES;
  return Array.from({ length: FACES }, (_, face) => values.subarray(face * width, (face + 1) * width));
}

function cosine(a: Float32Array, b: Float32Array): number {
  const dot = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, i) => sum + value * (y[i] ?? Number.NaN), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

describe('the encoder without labels', () => {
  it('has the shapes of the base encoder, finite numbers and no head', () => {
    const shapes = new Map([...unlabelled.arrays].map(([name, { shape }]) => [name, shape]));
    expect(shapes).toEqual(encoderShapes(weights.base.topology));
    expect([...unlabelled.arrays.values()].every(({ data }) => data.every(Number.isFinite))).toBe(true);
  });

  it('is what a run starts from, under a key of its own and with the base’s input', () => {
    const start = started(unlabelled);
    expect(start.arrays).toEqual(unlabelled.arrays);
    expect(start.key).toBe(unlabelled.base.sha256.slice(0, 16));
    expect(start.key).not.toBe(started(weights).key);
    expect(start.normalisation).toEqual(weights.base.normalisation);
    expect(start.topology).toEqual(weights.base.topology);
  });

  it('tells faces apart, and otherwise than the base encoder', async () => {
    const [own, base] = [await embeddings(unlabelled), await embeddings(weights)];
    for (const [i, face] of own.entries()) {
      expect(cosine(face, base[i]!)).toBeLessThan(0.9);
      for (const other of own.slice(0, i)) expect(cosine(face, other)).toBeLessThan(0.999);
    }
  });

  it('gives the embeddings that PyTorch gives', async () => {
    const expected = JSON.parse((await fixture('cropEmbeddings.json')).toString());
    expect(expected.sha256, 'run tools/pretrain/parity.py for the current encoder').toBe(unlabelled.base.sha256);
    const found = await embeddings(unlabelled);
    for (const [i, row] of (expected.embeddings as number[][]).entries()) {
      const size = row.reduce((sum, value) => sum + Math.abs(value), 0) / row.length;
      const differences = row.map((value, k) => Math.abs(value - (found[i]?.[k] ?? Number.NaN)));
      expect(Math.max(...differences) / size).toBeLessThan(PARITY);
    }
  });

  it.each<[string, string, (name: string) => Promise<Buffer<ArrayBuffer>>]>([
    [
      'a flipped bit',
      'checksum',
      async (name) => changed(name, '.safetensors', (bytes) => (bytes[bytes.length - 1]! ^= 1)),
    ],
    ['a broken description', 'not JSON', async (name) => changed(name, '.json', (bytes) => (bytes[0] = 0))],
    ['a topology that is not its own', 'topology', async (name) => replaced(name, '"stem": 32', '"stem": 31')],
    ['a missing field', 'not understood', async (name) => replaced(name, '"topology"', '"shape"')],
    ['a missing file', 'cannot be read', (name) => folder(`no-${name}`)],
  ])('is refused with %s, saying what to do', async (_name, reason, read) => {
    const error = await loadUnlabelledStart(weights, read).catch((thrown) => thrown);
    expect(error).toMatchObject({ name: 'AppError', code: reason === 'cannot be read' ? 'asset' : 'bad-weights' });
    expect(error.message).toContain(reason);
    expect(error.message).toContain('tools/pretrain/README.md');
  });
});

/** A file of the encoder, changed where its name ends so. */
async function changed(name: string, end: string, change: (bytes: Buffer) => void): Promise<Buffer<ArrayBuffer>> {
  const bytes = await folder(name);
  if (name.endsWith(end)) change(bytes);
  return bytes;
}

async function replaced(name: string, from: string, to: string): Promise<Buffer<ArrayBuffer>> {
  const bytes = await folder(name);
  return name.endsWith('.json') ? Buffer.from(bytes.toString().replace(from, to)) : bytes;
}
