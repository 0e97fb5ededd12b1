/** A flat map of embeddings, and where a new embedding is on it. Numbers only: knows no model. */

import { UMAP } from 'umap-js';
import { onAxes, principalAxes } from '../math/pca.ts';
import type { Rng } from '../math/rng.ts';
import { cosinesTo, mostAlike, normaliseRows } from './neighbours.ts';

export type LiveMap = {
  ids: readonly string[];
  /** f32 [ids.length, 2]. */
  points: Float32Array;
  /** Points f32 [n, 2] of embeddings f32 [n, width], and the ids of the samples most like each. */
  place: (embeddings: Float32Array) => { points: Float32Array; nearest: string[][] };
};

/** Samples that are named for a face on the map. */
const NEAREST = 5;

/** UMAP's defaults (McInnes et al. 2018, section 4.3): local shape against the whole, and how tight clusters are. */
const UMAP_NEIGHBOURS = 15;
const UMAP_DISTANCE = 0.1;

/** @param embeddings f32 [ids.length, width] */
export function pcaMap(ids: readonly string[], embeddings: Float32Array, width: number): LiveMap {
  const axes = principalAxes(embeddings, width, 2);
  const nearest = finder(ids, embeddings, width);
  return {
    ids,
    points: onAxes(embeddings, axes),
    place: (rows) => ({
      points: onAxes(rows, axes),
      nearest: nearest(rows).map((found) => found.map((row) => ids[row] ?? '')),
    }),
  };
}

/**
 * A UMAP of the embeddings by cosine (McInnes et al. 2018). It has no axes: a new embedding is put among the samples
 * most like it, as the mean of their points.
 * @param breathe called between rounds; it may throw to end the work
 */
export async function umapMap(
  ids: readonly string[],
  embeddings: Float32Array,
  width: number,
  rng: Rng,
  breathe: (done: number, total: number) => Promise<void>,
): Promise<LiveMap> {
  const unit = embeddings.slice();
  normaliseRows(unit, width);
  const rows = ids.map((_, row) => Array.from(unit.subarray(row * width, (row + 1) * width)));
  const umap = new UMAP({
    nComponents: 2,
    nNeighbors: Math.min(UMAP_NEIGHBOURS, ids.length - 1),
    minDist: UMAP_DISTANCE,
    random: rng.uniform,
  });
  const rounds = umap.initializeFit(rows);
  for (let round = 0; round < rounds; round++) {
    umap.step();
    await breathe(round + 1, rounds);
  }
  const points = Float32Array.from(umap.getEmbedding().flat());
  const nearest = finder(ids, embeddings, width);
  return {
    ids,
    points,
    place: (queries) => {
      const found = nearest(queries);
      const among = (k: 0 | 1) =>
        found.map((some) => some.reduce((sum, row) => sum + (points[2 * row + k] ?? 0), 0) / some.length);
      const [x, y] = [among(0), among(1)];
      return {
        points: Float32Array.from(
          { length: 2 * found.length },
          (_, i) => (i % 2 === 0 ? x : y)[Math.floor(i / 2)] ?? 0,
        ),
        nearest: found.map((some) => some.map((row) => ids[row] ?? '')),
      };
    },
  };
}

/** The rows most like each query by cosine, the most alike first. */
function finder(ids: readonly string[], embeddings: Float32Array, width: number) {
  const unit = embeddings.slice();
  normaliseRows(unit, width);
  return (queries: Float32Array): number[][] => {
    const asked = queries.slice();
    normaliseRows(asked, width);
    return Array.from({ length: asked.length / width }, (_, i) => {
      const cosines = cosinesTo(asked.subarray(i * width, (i + 1) * width), unit, ids.length);
      return mostAlike(cosines, NEAREST);
    });
  };
}
