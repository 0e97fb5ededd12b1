/** The stored pictures of samples as crops for the encoder. Browser only. */

import { keepOnlyFeatures, loadFeatures, saveFeatures } from '../data/features.ts';
import { loadImages } from '../data/images.ts';
import { modelCrop, wideCrop } from '../math/faceCrop.ts';
import { AppError, toAppError } from '../rpc/appError.ts';
import type { Decode } from './decode.ts';
import type { FeatureStore } from './prepare.ts';

/** Crops u8 [side · side] by sample; those whose picture is gone or unreadable are left out. */
export async function readableCrops(
  decode: Decode,
  side: number,
  ids: readonly string[],
): Promise<Map<string, Uint8Array>> {
  const crops = new Map<string, Uint8Array>();
  for (const { id, jpeg } of await loadImages(ids)) {
    try {
      crops.set(id, modelCrop(await decode(jpeg), side));
    } catch (thrown) {
      // The user is told when it is trained on.
      if (toAppError(thrown).code !== 'bad-input') throw thrown;
    }
  }
  return crops;
}

/** Settings whose views are kept: who compares two or three goes back and forth between them. */
const MOST_VIEWS_KEPT = 3;

/** Where a run in the page takes its views from and keeps them. */
export function storedFeatures(decode: Decode, side: number): FeatureStore {
  let recent: string[] = [];
  return {
    crops: async (ids) => {
      const images = await loadImages(ids);
      if (images.length < ids.length) {
        throw new AppError('bad-input', 'A sample was deleted while its picture was to be read. Train again.');
      }
      const crops: Uint8Array[] = [];
      for (const { jpeg } of images) crops.push(wideCrop(await decode(jpeg), side));
      return crops;
    },
    landmarks: async (ids) => {
      const meshes = new Map((await loadImages(ids)).map(({ id, landmarks }) => [id, landmarks]));
      return ids.map((id) => meshes.get(id) ?? null);
    },
    load: loadFeatures,
    // A cache: where there is no room for it, the run goes on without.
    save: (features) => saveFeatures(features).catch(() => {}),
    used: async (views) => {
      recent = [views, ...recent.filter((name) => name !== views)].slice(0, MOST_VIEWS_KEPT);
      await keepOnlyFeatures(new Set(recent)).catch(() => {});
    },
  };
}
