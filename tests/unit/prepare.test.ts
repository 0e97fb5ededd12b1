import { tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { modelCrop, STORED_SIDE, wideCrop } from '../../src/math/faceCrop.ts';
import { createRng } from '../../src/math/rng.ts';
import { type BaseModel, startBaseModel } from '../../src/model/baseModel.ts';
import { release, upload } from '../../src/model/parameters.ts';
import { loadWeights, type Weights } from '../../src/model/weights.ts';
import type { Scope } from '../../src/train/options.ts';
import { prepareFeatures } from '../../src/train/prepare.ts';
import { startOf } from '../../src/train/start.ts';
import { SUPERVISED_STRENGTH } from '../../src/train/views/draw.ts';
import { startWasm } from './backends.ts';
import { readPublic } from './readPublic.ts';

let weights: Weights;
let model: BaseModel;

beforeAll(async () => {
  await startWasm();
  weights = await loadWeights(readPublic);
  model = await startBaseModel(weights);
});

/** A stored crop RGBA of grey hills, another for each seed. */
function storedCrop(seed: number): Uint8ClampedArray {
  const rng = createRng(seed);
  const [across, down] = [4 + 9 * rng.uniform(), 4 + 9 * rng.uniform()];
  return Uint8ClampedArray.from({ length: 4 * STORED_SIDE ** 2 }, (_, i) => {
    const [x, y] = [(i >> 2) % STORED_SIDE, Math.floor((i >> 2) / STORED_SIDE)];
    return i % 4 === 3 ? 255 : 128 + 90 * Math.sin(x / across) * Math.cos(y / down);
  });
}

describe('features of the base encoder', () => {
  it.each(['heads', 'last', 'full'] as Scope[])(
    'at scope %s: the unchanged view is what the model sees in use, and the others differ from it',
    async (scope) => {
      const stored = [storedCrop(1), storedCrop(2), storedCrop(3)];
      const { inputSize } = weights.base.topology;
      const start = startOf(weights, { start: 'base', seed: 1 });
      const features = await prepareFeatures({
        start,
        options: { scope, views: 2, augmentation: 1, seed: 1 },
        strength: SUPERVISED_STRENGTH,
        ids: stored.map((_, i) => `face ${i}`),
        store: {
          crops: async (ids) => ids.map((id) => wideCrop(stored[Number(id.slice(5))]!, inputSize)),
          landmarks: async (ids) => ids.map(() => null),
          load: async () => new Map(),
          save: async () => {},
          used: async () => {},
        },
        onBatch: async () => {},
      });
      const parameters = upload(start.arrays);
      const embeddings = async (view: number) => {
        const draw = { samples: Int32Array.of(0, 1, 2), views: Int32Array.of(view, view, view) };
        const inputs = features.inputs(draw, createRng(1));
        const output = tidy(() => features.encode(parameters, inputs));
        const values = await output.data<'float32'>();
        output.dispose();
        inputs.dispose();
        return values;
      };
      const crops = new Uint8Array(stored.flatMap((crop) => [...modelCrop(crop, inputSize)]));
      const expected = await model.embed(crops, stored.length).data<'float32'>();
      const furthest = (found: Float32Array) =>
        found.reduce((most, value, i) => Math.max(most, Math.abs(value - (expected[i] ?? 0))), 0);
      // Activations are kept as half floats.
      expect(furthest(await embeddings(0))).toBeLessThan(scope === 'last' ? 5e-3 : 1e-4);
      expect(furthest(await embeddings(1))).toBeGreaterThan(0.02);
      release(parameters);
      features.dispose();
    },
  );
});
