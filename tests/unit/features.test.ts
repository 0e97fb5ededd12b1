/** Views of drawn faces through the released encoder, by every scope: what is trained on is one and the same face. */

import { memory, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { wideCrop } from '../../src/math/faceCrop.ts';
import { createRng } from '../../src/math/rng.ts';
import { release, upload } from '../../src/model/parameters.ts';
import { loadWeights, type Weights } from '../../src/model/weights.ts';
import type { Features } from '../../src/train/features.ts';
import { defaultOptions, type Scope } from '../../src/train/options.ts';
import { type FeatureStore, type Preparation, prepareFeatures } from '../../src/train/prepare.ts';
import { objectiveOf } from '../../src/train/registry.ts';
import { startOf } from '../../src/train/start.ts';
import { SUPERVISED_STRENGTH } from '../../src/train/views/draw.ts';
import { startWasm } from './backends.ts';
import { readPublic } from './readPublic.ts';

const SCOPES: Scope[] = ['heads', 'last', 'full'];
const IDS = ['a', 'b', 'c'];
let weights: Weights;

beforeAll(async () => {
  await startWasm();
  weights = await loadWeights(readPublic);
});

/** A stored crop with a pattern of its own. */
const stored = (id: string) =>
  Uint8ClampedArray.from({ length: 160 * 160 * 4 }, (_, i) => {
    const [x, y] = [Math.floor(i / 4) % 160, Math.floor(i / 640)];
    return 128 + 100 * Math.sin((x * (id.charCodeAt(0) - 90)) / 60) * Math.cos(y / 23);
  });

/** A store in memory that counts what it is asked. */
function memoryStore() {
  const kept = new Map<string, Float32Array | Uint16Array>();
  const counts = { crops: 0 };
  const store: FeatureStore = {
    crops: async (ids) => {
      counts.crops += ids.length;
      return ids.map((id) => wideCrop(stored(id), 48));
    },
    landmarks: async (ids) => ids.map(() => null),
    load: async (views, ids) =>
      new Map(ids.flatMap((id) => (kept.has(views + id) ? [[id, kept.get(views + id) as Float32Array]] : []))),
    save: async (features) => {
      for (const { views, id, values } of features) kept.set(views + id, values);
    },
    used: async () => {},
  };
  return { store, counts };
}

function preparation(scope: Scope, store: FeatureStore, start: 'base' | 'random' = 'base'): Preparation {
  const { common } = defaultOptions(objectiveOf('supervised'));
  const options = { ...common, scope, start, views: 3 };
  return {
    start: startOf(weights, options),
    options,
    strength: SUPERVISED_STRENGTH,
    ids: IDS,
    store,
    onBatch: async () => {},
  };
}

async function embedded(features: Features, inputs: Tensor): Promise<Float32Array> {
  const parameters = upload(features.trained);
  const h = tidy(() => features.encode(parameters, inputs));
  const values = new Float32Array(await h.data<'float32'>());
  h.dispose();
  inputs.dispose();
  release(parameters);
  return values;
}

const farthest = (a: Float32Array, b: Float32Array) =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] ?? Number.NaN))));

describe.each(['base', 'random'] as const)('from a %s encoder', (start) => {
  it('the unchanged views have the same embeddings whatever is trained', async () => {
    const found: Float32Array[] = [];
    for (const scope of SCOPES) {
      const features = await prepareFeatures(preparation(scope, memoryStore().store, start));
      found.push(await embedded(features, features.unchanged([2, 0, 1])));
      features.dispose();
    }
    const [heads, last, full] = found as [Float32Array, Float32Array, Float32Array];
    const scale = Math.max(...heads.map(Math.abs));
    expect(farthest(heads, full) / scale).toBeLessThan(1e-5);
    // Activations are kept as half floats.
    expect(farthest(heads, last) / scale).toBeLessThan(5e-3);
  });
});

describe('kept views', () => {
  it('are made once, and are the same from the store', async () => {
    for (const scope of ['heads', 'last'] as const) {
      const { store, counts } = memoryStore();
      const draw = { samples: Int32Array.of(0, 1, 2, 2), views: Int32Array.of(0, 1, 2, 1) };
      const results: Float32Array[] = [];
      for (let visit = 0; visit < 2; visit++) {
        const features = await prepareFeatures(preparation(scope, store));
        results.push(await embedded(features, features.inputs(draw, createRng(1))));
        features.dispose();
      }
      expect(counts.crops).toBe(IDS.length);
      expect(results[0]).toEqual(results[1]);
      const width = (results[0]?.length ?? 0) / 4;
      expect(results[0]?.slice(2 * width, 3 * width)).not.toEqual(results[0]?.slice(3 * width));
    }
  });

  it('of other settings are other views', async () => {
    const { store, counts } = memoryStore();
    const plan = preparation('heads', store);
    for (const change of [{}, { seed: 9 }, { views: 2 }]) {
      (await prepareFeatures({ ...plan, options: { ...plan.options, ...change } })).dispose();
    }
    expect(counts.crops).toBe(3 * IDS.length);
  });
});

describe('fresh views', () => {
  it('come from the run’s generator: the same state, the same views, and view 0 unchanged', async () => {
    const features = await prepareFeatures(preparation('full', memoryStore().store));
    const draw = { samples: Int32Array.of(0, 0), views: Int32Array.of(0, 1) };
    const [one, again, other] = [
      await embedded(features, features.inputs(draw, createRng(1))),
      await embedded(features, features.inputs(draw, createRng(1))),
      await embedded(features, features.inputs(draw, createRng(2))),
    ];
    const width = one.length / 2;
    expect(one).toEqual(again);
    expect(one.slice(0, width)).toEqual(other.slice(0, width));
    expect(one.slice(width)).not.toEqual(other.slice(width));
  });
});

it('leaves no tensor behind', async () => {
  const before = memory().numTensors;
  for (const scope of SCOPES) {
    const features = await prepareFeatures(preparation(scope, memoryStore().store));
    await embedded(features, features.inputs({ samples: Int32Array.of(0), views: Int32Array.of(1) }, createRng(1)));
    features.dispose();
  }
  expect(memory().numTensors).toBe(before);
});

it('ends when it is told to', async () => {
  const before = memory().numTensors;
  const ending = { ...preparation('heads', memoryStore().store), onBatch: () => Promise.reject(new Error('enough')) };
  await expect(prepareFeatures(ending)).rejects.toThrow('enough');
  expect(memory().numTensors).toBe(before);
});
