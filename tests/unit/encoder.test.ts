import { existsSync, readFileSync } from 'node:fs';
import { grads, memory, mul, slice2d, sum, type Tensor2D, type Tensor4D, tensor, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng, normal } from '../../src/math/rng.ts';
import { createAdapter } from '../../src/model/adapter.ts';
import { chooseBackend } from '../../src/model/backend.ts';
import type { Topology } from '../../src/model/base.ts';
import { type BaseModel, startBaseModel } from '../../src/model/baseModel.ts';
import {
  embeddingWidth,
  encode,
  encodeLastStage,
  encoderShapes,
  encodeTrunk,
  lastStageNames,
  trunkShape,
} from '../../src/model/encoder.ts';
import { classify, EXPRESSION_HEAD, OWN_HEAD } from '../../src/model/heads.ts';
import { type Parameters, upload } from '../../src/model/parameters.ts';
import { type Further, MOST_FACES, predict } from '../../src/model/predict.ts';
import { selfTestPattern } from '../../src/model/selfTest.ts';
import { loadWeights, type Weights } from '../../src/model/weights.ts';
import { objectiveOf } from '../../src/train/registry.ts';
import { relativeError } from '../relativeError.ts';
import { computedOn } from './backends.ts';
import { readPublic } from './readPublic.ts';

const PARITY = 1e-3;
let weights: Weights;
let model: BaseModel;

beforeAll(async () => {
  weights = await loadWeights(readPublic);
  const start = () => startBaseModel(weights);
  ({ model } = await chooseBackend({ choice: 'wasm', avoid: [], wasmFolder: null, start }));
});

const logitsOf = async (crops: Uint8Array, count: number): Promise<Float32Array> => {
  const [values] = await computedOn('wasm', () => [tidy(() => model.logits(model.embed(crops, count)))]);
  return values ?? new Float32Array();
};

const largestDifference = (found: ArrayLike<number>, expected: number[]) =>
  Math.max(...expected.map((value, i) => Math.abs(value - (found[i] ?? Number.NaN))));

describe('the released model on wasm', () => {
  it('gives the logits that PyTorch gives on the self-test pattern', async () => {
    const before = memory().numTensors;
    const found = await logitsOf(selfTestPattern(model.description.topology.inputSize), 1);
    expect(largestDifference(found, model.description.selfTest)).toBeLessThan(PARITY);
    expect(memory().numTensors).toBe(before);
  });

  const crops = new URL('../fixtures/crops.bin', import.meta.url);
  const expected = new URL('../fixtures/cropLogits.json', import.meta.url);
  it.skipIf(!existsSync(crops) || !existsSync(expected))(
    'gives the logits that PyTorch gives on rendered faces',
    async () => {
      const { hash, logits } = JSON.parse(readFileSync(expected, 'utf8')) as { hash: string; logits: number[][] };
      expect(hash, 'run export.py with --crops for the current weights').toBe(model.description.hash);
      const found = await logitsOf(new Uint8Array(readFileSync(crops)), logits.length);
      expect(largestDifference(found, logits.flat())).toBeLessThan(PARITY);
    },
  );

  it('answers the same for one face alone and among others', async () => {
    const side = model.description.topology.inputSize;
    const face = selfTestPattern(side);
    const alone = await predict(model, null, face, 1);
    for (const count of [2, 3, 8]) {
      const many = new Uint8Array(count * face.length).fill(90);
      many.set(face, (count - 1) * face.length);
      const { base } = await predict(model, null, many, count);
      expect(base.length).toBe(count * model.description.classes.length);
      expect(relativeError(base.slice(-alone.base.length), alone.base)).toBeLessThan(1e-5);
    }
  });

  it('gives calibrated probabilities: the softmax of the logits over the temperature', async () => {
    const { selfTest, temperature, topology } = model.description;
    const powers = selfTest.map((logit) => Math.exp(logit / temperature));
    const total = powers.reduce((total, power) => total + power, 0);
    const { base } = await predict(model, null, selfTestPattern(topology.inputSize), 1);
    expect(
      largestDifference(
        base,
        powers.map((power) => power / total),
      ),
    ).toBeLessThan(PARITY);
  });

  it('gives what a further model reads of its own embeddings besides, and null where it reads nothing', async () => {
    const face = selfTestPattern(model.description.topology.inputSize);
    const answer: Further['answer'] = ({ embeddings }) => ({
      embeddings: mul(embeddings, 2),
      logits: model.logits(embeddings),
    });
    const affect = (embeddings: Tensor2D) => slice2d(embeddings, [0, 3], [-1, 2]);
    const many = new Uint8Array(3 * face.length).fill(90);
    many.set(face, 2 * face.length);
    const read = await predict(model, { classes: 8, answer, affect }, many, 3);
    const width = read.embeddings.length / 3;
    const expected = [0, 1, 2].flatMap((row) => [...read.embeddings.slice(row * width + 3, row * width + 5)]);
    expect([...(read.affect ?? [])]).toEqual(expected.map((value) => Math.fround(2 * value)));
    const silent = await predict(model, { classes: 8, answer, affect: null }, many, 3);
    expect(silent).toMatchObject({ affect: null, further: read.further });
    expect((await predict(model, null, face, 1)).affect).toBeNull();
  });

  it.each([0, MOST_FACES + 1, 1.5])('refuses %s faces', async (count) => {
    await expect(predict(model, null, selfTestPattern(48), count)).rejects.toThrow('Between 1 and 8 faces');
  });

  it('refuses too few pixels', async () => {
    await expect(predict(model, null, new Uint8Array(100), 1)).rejects.toThrow('Between 1 and 8 faces');
  });

  it('holds as many tensors after a thousand predictions as after one', async () => {
    const tiny = tinyModel();
    await predict(tiny, null, selfTestPattern(8), 1);
    const before = memory().numTensors;
    for (let i = 0; i < 1000; i++) await predict(tiny, null, selfTestPattern(8), 1);
    expect(memory().numTensors).toBe(before);
  });
});

describe('a new adapter', () => {
  it('leaves the logits of any head unchanged', async () => {
    const width = embeddingWidth(model.description.topology);
    const [found, expected] = await computedOn('wasm', () =>
      tidy(() => {
        const head = upload(
          new Map(
            [...createAdapter(width, createRng(1))].concat([
              [`${OWN_HEAD}.kernel`, weights.arrays.get(`${EXPRESSION_HEAD}.kernel`)!],
              [`${OWN_HEAD}.bias`, weights.arrays.get(`${EXPRESSION_HEAD}.bias`)!],
            ]),
          ),
        );
        const f = model.embed(selfTestPattern(48), 1);
        return [objectiveOf('supervised').logits(head, f), classify(head, OWN_HEAD, f)];
      }),
    );
    expect(found).toEqual(expected);
  });
});

const TINY: Topology = {
  inputSize: 8,
  stem: 3,
  stages: [
    { channels: 4, blocks: 2, stride: 2 },
    { channels: 5, blocks: 1, stride: 2 },
    { channels: 5, blocks: 1, stride: 1 },
  ],
};

const TINY_GROUP: Topology = { ...TINY, norm: 'group' };

function tinyParameters(topology = TINY): Parameters {
  const rng = createRng(3);
  const arrays = [...encoderShapes(topology)].map(([name, shape]) => {
    const length = shape.reduce((product, n) => product * n, 1);
    return [name, { shape, data: Float32Array.from({ length }, () => 0.4 * normal(rng)) }] as const;
  });
  return upload(new Map(arrays));
}

/** The released description with a topology small enough for a thousand calls. */
function tinyModel(): BaseModel {
  const parameters = tinyParameters();
  const see: BaseModel['see'] = (crops, count) => {
    const pixels = tensor(crops, [count, 8, 8, 1], 'float32') as Tensor4D;
    const activations = encodeTrunk(parameters, TINY, pixels);
    return { pixels, activations, embeddings: encodeLastStage(parameters, TINY, activations) };
  };
  return {
    description: { ...model.description, topology: TINY, classes: ['1', '2', '3', '4', '5'] },
    see,
    embed: (crops, count) => tidy(() => see(crops, count).embeddings),
    logits: (embeddings) => embeddings.clone(),
  };
}

describe.each([
  { norm: 'no norm', topology: TINY },
  { norm: 'group norm', topology: TINY_GROUP },
])('a step through the whole encoder with $norm', ({ topology }) => {
  const rng = createRng(8);
  const pixels = Array.from({ length: 2 * 8 * 8 }, () => normal(rng));
  const weighting = Array.from({ length: 2 * 5 }, () => normal(rng));

  /** Gradients of a weighting of the embeddings, by the encoder in one piece or in its two parts. */
  const gradients = (embed: typeof encode) => () =>
    tidy(() => {
      const parameters = tinyParameters(topology);
      const names = Object.keys(parameters);
      const x = tensor(pixels, [2, 8, 8, 1]) as Tensor4D;
      return grads((...values) => {
        const named = Object.fromEntries(names.map((name, i) => [name, values[i]!]));
        return sum(mul(embed(named, topology, x), tensor(weighting, [2, 5])));
      })(Object.values(parameters));
    });

  it('has the same gradients on wasm as on cpu, for every parameter', async () => {
    const expected = await computedOn('cpu', gradients(encode));
    const before = memory().numTensors;
    const found = await computedOn('wasm', gradients(encode));
    expect(memory().numTensors).toBe(before);
    expect(found.length).toBe(encoderShapes(topology).size);
    for (const [i, value] of expected.entries()) {
      expect(Math.max(...value.map(Math.abs))).toBeGreaterThan(1e-3);
      expect(relativeError(found[i] ?? [], value)).toBeLessThan(5e-6);
    }
  });

  it('gives the same numbers in one piece and in two', async () => {
    const [whole, composed, activations] = await computedOn('wasm', () =>
      tidy(() => {
        const parameters = tinyParameters(topology);
        const x = tensor(pixels, [2, 8, 8, 1]) as Tensor4D;
        const trunk = encodeTrunk(parameters, topology, x);
        expect(trunk.shape).toEqual([2, ...trunkShape(topology)]);
        return [encode(parameters, topology, x), encodeLastStage(parameters, topology, trunk), trunk];
      }),
    );
    expect(composed).toEqual(whole);
    expect(new Set(activations).size).toBeGreaterThan(10);
  });

  it('needs of the last stage only the parameters that are named', async () => {
    const [part, whole] = await computedOn('wasm', () =>
      tidy(() => {
        const parameters = tinyParameters(topology);
        const named = Object.fromEntries(lastStageNames(topology).map((name) => [name, parameters[name]!]));
        const activations = encodeTrunk(parameters, topology, tensor(pixels, [2, 8, 8, 1]) as Tensor4D);
        return [encodeLastStage(named, topology, activations), encodeLastStage(parameters, topology, activations)];
      }),
    );
    expect(part).toEqual(whole);
    expect(lastStageNames(topology).length).toBe(topology === TINY ? 4 : 6);
  });
});

describe('the shapes of an encoder', () => {
  it('are, of the trunk, the released model’s last size and channels but one', () => {
    expect(trunkShape(model.description.topology)).toEqual([12, 12, 96]);
    expect(trunkShape({ inputSize: 48, stem: 16, stages: [{ channels: 32, blocks: 1, stride: 2 }] })).toEqual([
      48, 48, 16,
    ]);
  });

  it('have a scale and an offset in the place of each bias with group norm', () => {
    const plain = [...encoderShapes(TINY)].flatMap(([name, shape]) =>
      name.endsWith('.bias') ? ['scale', 'offset'].map((each) => [name.replace('bias', each), shape]) : [[name, shape]],
    );
    expect([...encoderShapes(TINY_GROUP)]).toEqual(plain);
    expect(encoderShapes({ ...TINY, norm: 'none' })).toEqual(encoderShapes(TINY));
  });

  it('needs a shortcut only where the shape changes', () => {
    const shortcuts = [...encoderShapes(TINY).keys()].filter((name) => name.endsWith('shortcut.kernel'));
    expect(shortcuts).toEqual(['encoder.stages.0.0.shortcut.kernel', 'encoder.stages.1.0.shortcut.kernel']);
  });
});
