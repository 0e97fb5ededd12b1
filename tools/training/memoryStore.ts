/** Crops and features of a run in memory. Knows no files and no model. */

import type { StoredFeatures } from '../../src/data/schema.ts';
import { AppError } from '../../src/rpc/appError.ts';
import type { FeatureStore } from '../../src/train/prepare.ts';

/** @param crops wide crops by sample @param landmarks meshes by sample, of those that have one */
export function memoryStore(
  crops: ReadonlyMap<string, Uint8Array>,
  landmarks: ReadonlyMap<string, Float32Array> = new Map(),
): FeatureStore {
  const kept = new Map<string, Map<string, StoredFeatures['values']>>();
  return {
    crops: async (ids) =>
      ids.map((id) => {
        const crop = crops.get(id);
        if (!crop) throw new AppError('bad-input', `The picture of sample ${id} is gone. Train on the data as it was.`);
        return crop;
      }),
    landmarks: async (ids) => ids.map((id) => landmarks.get(id) ?? null),
    load: async (views, ids) => {
      const known = kept.get(views);
      return new Map(
        ids.flatMap((id) => {
          const values = known?.get(id);
          return values ? [[id, values] as const] : [];
        }),
      );
    },
    save: async (features) => {
      for (const { views, id, values } of features) {
        const known = kept.get(views) ?? new Map<string, StoredFeatures['values']>();
        kept.set(views, known.set(id, values));
      }
    },
    used: async () => {},
  };
}
