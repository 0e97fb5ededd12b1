/** Embeds the augmented views of stored samples once per visit: the encoder is frozen, so they do not change. */

import { loadImages } from '../data/images.ts';
import type { Sample, SampleImage } from '../data/schema.ts';
import type { BaseModel } from '../model/baseModel.ts';
import { MOST_FACES } from '../model/predict.ts';
import { AppError } from '../rpc/appError.ts';
import type { Decode } from './decode.ts';
import { sampleViews } from './views.ts';

export type EmbeddingRequest = {
  samples: readonly Sample[];
  views: number;
  seed: number;
  /** Called between batches with the number of views; it may throw to end the work. */
  onBatch: (done: number, total: number) => Promise<void>;
};

/** Rows f32 [samples · views, width]; row sample · views is the sample's unchanged view. */
export type Embedder = (request: EmbeddingRequest) => Promise<Float32Array>;

/** A sample's views [views, width]; kept from the last request, so that training again embeds only what is new. */
type Cache = Map<string, Float32Array>;

export function createEmbedder(model: BaseModel, decode: Decode): Embedder {
  let cache: Cache = new Map();
  const { inputSize } = model.description.topology;

  return async ({ samples, views, seed, onBatch }) => {
    const key = (sample: Sample) => `${sample.id} ${seed} ${views}`;
    const next: Cache = new Map();
    for (const sample of samples) {
      const known = cache.get(key(sample));
      if (known) next.set(key(sample), known);
    }
    cache = next;
    const missing = samples.filter((sample) => !cache.has(key(sample)));
    const total = samples.length * views;
    let done = total - missing.length * views;
    // A few samples at a time fill whole batches even when each has few views.
    for (let first = 0; first < missing.length; first += MOST_FACES) {
      const some = missing.slice(first, first + MOST_FACES);
      const crops: Uint8Array[] = [];
      for (const { id, jpeg } of await imagesOf(some)) {
        crops.push(...sampleViews(await decode(jpeg), inputSize, views, seed, id));
      }
      const rows = await embedCrops(model, crops, (embedded) => {
        done += embedded;
        return onBatch(done, total);
      });
      const length = rows.length / some.length;
      for (const [i, sample] of some.entries()) cache.set(key(sample), rows.slice(i * length, (i + 1) * length));
    }
    if (missing.length === 0) await onBatch(total, total);
    return joined(samples.map((sample) => cache.get(key(sample)) ?? new Float32Array()));
  };
}

/**
 * Embeddings [crops, width], in batches of the shape that `predict` has warmed up.
 * @param onBatch called between batches with the number of crops embedded; it may throw to end the work
 */
export async function embedCrops(
  model: BaseModel,
  crops: readonly Uint8Array[],
  onBatch: (embedded: number) => Promise<void>,
): Promise<Float32Array> {
  const parts: Float32Array[] = [];
  const batch = new Uint8Array(MOST_FACES * model.description.topology.inputSize ** 2);
  for (let first = 0; first < crops.length; first += MOST_FACES) {
    const some = crops.slice(first, first + MOST_FACES);
    for (const [i, crop] of some.entries()) batch.set(crop, i * crop.length);
    const embeddings = model.embed(batch, MOST_FACES);
    const [, width] = embeddings.shape;
    const rows = await embeddings.data<'float32'>();
    embeddings.dispose();
    parts.push(rows.slice(0, some.length * width));
    await onBatch(some.length);
  }
  return joined(parts);
}

/** @throws `bad-input` when one was deleted meanwhile */
async function imagesOf(samples: readonly Sample[]): Promise<SampleImage[]> {
  const images = await loadImages(samples.map(({ id }) => id));
  if (images.length < samples.length) {
    throw new AppError('bad-input', 'A sample was deleted while its picture was to be read. Train again.');
  }
  return images;
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
