/** Makes a run's features of stored faces, once for each view, and keeps them. Knows no method, no page and no store. */

import { type Tensor4D, tensor4d, tidy } from '@tensorflow/tfjs-core';
import type { StoredFeatures } from '../data/schema.ts';
import { swapFace } from '../math/faceSwap.ts';
import { floatsToHalves } from '../math/halfFloat.ts';
import { hash } from '../math/hash.ts';
import { createRng } from '../math/rng.ts';
import { encode, encodeTrunk } from '../model/encoder.ts';
import { release, upload } from '../model/parameters.ts';
import { normalised } from '../model/pixels.ts';
import { activationFeatures, embeddingFeatures, type Features, pixelFeatures } from './features.ts';
import type { CommonOptions } from './options.ts';
import type { Start } from './start.ts';
import type { Swaps } from './swaps.ts';
import { applyViews } from './views/apply.ts';
import { drawView, IDENTITY_VIEW, type ViewDraw, type ViewStrength } from './views/draw.ts';

/** Where faces come from and what was made of them is kept. */
export type FeatureStore = {
  /** Wide crops u8 [wide · wide] of these samples, in their order. @throws `bad-input` when one is gone or damaged */
  crops: (ids: readonly string[]) => Promise<Uint8Array[]>;
  /** Meshes f32 [468, 2] of these samples, in their order; null where there is none. */
  landmarks: (ids: readonly string[]) => Promise<(Float32Array | null)[]>;
  load: (views: string, ids: readonly string[]) => Promise<Map<string, StoredFeatures['values']>>;
  save: (features: readonly StoredFeatures[]) => Promise<void>;
  /** Told which views a run uses: those that none has used for long may go. */
  used: (views: string) => Promise<void>;
};

export type Preparation = {
  start: Start;
  options: Pick<CommonOptions, 'scope' | 'views' | 'augmentation' | 'seed'>;
  strength: ViewStrength;
  ids: readonly string[];
  /** Without them every view is made of the sample's own picture. */
  swaps?: Swaps | null;
  store: FeatureStore;
  /** Called between batches with the number of views made; it may throw to end the work. */
  onBatch: (done: number, total: number) => Promise<void>;
};

/** Views that go through the encoder together: one shape for all of them. */
const BATCH = 8;

/** Samples whose pictures or features are read at a time. */
const CHUNK = 32;

export async function prepareFeatures(plan: Preparation): Promise<Features> {
  const { start, options, strength, ids, swaps, store, onBatch } = plan;
  if (options.scope === 'full') {
    const wide: Uint8Array[] = [];
    for (let first = 0; first < ids.length; first += CHUNK) {
      wide.push(...(await store.crops(ids.slice(first, first + CHUNK))));
      await onBatch(wide.length, ids.length);
    }
    return pixelFeatures(start, strength, wide, await picturesOf(ids, wide, options.views, swaps, store));
  }
  const rows = await keptFeatures(plan);
  if (options.scope === 'last') return activationFeatures(start, options.views, rows as Uint16Array[]);
  return embeddingFeatures(start, options.views, joined(rows as Float32Array[]));
}

/** Which views of which encoder: whatever is kept under another name is of no use to this run. */
export function viewsName({ start, options, strength, swaps }: Omit<Preparation, 'ids' | 'store' | 'onBatch'>): string {
  const made = [start.key, options.scope, options.views, options.seed, strength];
  return JSON.stringify(swaps ? [...made, swaps.name] : made);
}

/** The draws of a sample's kept views, the first unchanged: the same whatever else is trained with it. */
export function viewDraws(id: string, count: number, seed: number, strength: ViewStrength): ViewDraw[] {
  const rng = createRng(seed + hash(id));
  return Array.from({ length: count }, (_, i) => (i === 0 ? IDENTITY_VIEW : drawView(rng, strength)));
}

/** Of a sample in a list and a view of it: the wide crop that the view is made of. */
export type Pictures = (sample: number, view: number) => Uint8Array;

/** The stored pictures, or where a view is laid over another face, that one. @param wide those of `ids` */
export async function picturesOf(
  ids: readonly string[],
  wide: readonly Uint8Array[],
  views: number,
  swaps: Swaps | null | undefined,
  store: Pick<FeatureStore, 'crops'>,
): Promise<Pictures> {
  const swapOf = (sample: number, view: number) => swaps?.of(ids[sample] ?? '', view % views) ?? null;
  const every = ids.flatMap((_, sample) =>
    Array.from({ length: views }, (_, view) => swapOf(sample, view)?.onto ?? []),
  );
  const lent = [...new Set(every.flat())];
  const crops = new Map((lent.length > 0 ? await store.crops(lent) : []).map((crop, i) => [lent[i] ?? '', crop]));
  return (sample, view) => {
    const own = wide[sample] ?? new Uint8Array();
    const swap = swapOf(sample, view);
    const other = crops.get(swap?.onto ?? '');
    if (!swap || !other) return own;
    return swapFace({ pixels: own, landmarks: swap.from }, { pixels: other, landmarks: swap.to }) ?? own;
  };
}

/** [samples][views · …], those that are not kept made and kept. */
async function keptFeatures(plan: Preparation): Promise<StoredFeatures['values'][]> {
  const { ids, options, store, onBatch } = plan;
  const name = viewsName(plan);
  const total = ids.length * options.views;
  const found: StoredFeatures['values'][] = [];
  await store.used(name);
  const frozen = upload(plan.start.arrays);
  try {
    for (let first = 0; first < ids.length; first += CHUNK) {
      const some = ids.slice(first, first + CHUNK);
      const kept = await store.load(name, some);
      const missing = some.filter((id) => !kept.has(id));
      const crops = missing.length > 0 ? await store.crops(missing) : [];
      const made = await encodeViews(plan, frozen, missing, crops, (done) =>
        onBatch((first + kept.size) * options.views + done, total),
      );
      await store.save(missing.map((id, i) => ({ views: name, id, values: made[i] ?? new Float32Array() })));
      for (const [i, id] of missing.entries()) kept.set(id, made[i] ?? new Float32Array());
      found.push(...some.map((id) => kept.get(id) ?? new Float32Array()));
      await onBatch(Math.min(total, (first + some.length) * options.views), total);
    }
    return found;
  } finally {
    release(frozen);
  }
}

/** What the frozen encoder makes of all views of some samples, each sample's views in one array. */
async function encodeViews(
  { start, options, strength, swaps, store }: Preparation,
  frozen: ReturnType<typeof upload>,
  ids: readonly string[],
  crops: readonly Uint8Array[],
  onBatch: (done: number) => Promise<void>,
): Promise<StoredFeatures['values'][]> {
  const { topology, normalisation } = start;
  const side = Math.sqrt(crops[0]?.length ?? 0);
  const picture = await picturesOf(ids, crops, options.views, swaps, store);
  const jobs = ids.flatMap((id, sample) =>
    viewDraws(id, options.views, options.seed, strength).map((draw, view) => ({ sample, view, draw })),
  );
  const outputs: Float32Array[] = [];
  for (let first = 0; first < jobs.length; first += BATCH) {
    const some = jobs.slice(first, first + BATCH);
    const pixels = new Int32Array(BATCH * side * side);
    for (const [row, { sample, view }] of some.entries()) pixels.set(picture(sample, view), row * side * side);
    const draws = Array.from({ length: BATCH }, (_, row) => some[row]?.draw ?? IDENTITY_VIEW);
    const output = tidy(() => {
      const views = applyViews(tensor4d(pixels, [BATCH, side, side, 1], 'int32'), draws, topology.inputSize);
      const x: Tensor4D = normalised(views, normalisation);
      return options.scope === 'heads' ? encode(frozen, topology, x) : encodeTrunk(frozen, topology, x);
    });
    const values = await output.data<'float32'>();
    output.dispose();
    const length = values.length / BATCH;
    for (const row of some.keys()) outputs.push(values.slice(row * length, (row + 1) * length));
    await onBatch(first + some.length);
  }
  return ids.map((_, sample) => {
    const values = joined(outputs.slice(sample * options.views, (sample + 1) * options.views));
    return options.scope === 'heads' ? values : floatsToHalves(values);
  });
}

export function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
