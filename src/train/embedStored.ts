/** Embeds stored samples as they are, without augmentation, for the trainer's memory. Keeps nothing. */

import { loadImages } from '../data/images.ts';
import { modelCrop } from '../math/faceCrop.ts';
import type { BaseModel } from '../model/baseModel.ts';
import { toAppError } from '../rpc/appError.ts';
import type { Decode } from './decode.ts';
import { embedCrops } from './embeddings.ts';
import type { EmbedStored } from './memory.ts';

/** @param between runs the encoder when nothing else uses the backend */
export function createStoredEmbedder(
  model: BaseModel,
  decode: Decode,
  between: <T>(work: () => Promise<T>) => Promise<T>,
): EmbedStored {
  const { inputSize } = model.description.topology;

  /** The model's crop; null where the picture is damaged, which the user is told when it is trained on. */
  const cropOf = async (jpeg: Blob): Promise<Uint8Array | null> => {
    try {
      return modelCrop(await decode(jpeg), inputSize);
    } catch (thrown) {
      if (toAppError(thrown).code === 'bad-input') return null;
      throw thrown;
    }
  };

  return async (ids) => {
    const crops: { id: string; crop: Uint8Array }[] = [];
    for (const { id, jpeg } of await loadImages(ids)) {
      const crop = await cropOf(jpeg);
      if (crop) crops.push({ id, crop });
    }
    const rows = await between(() =>
      embedCrops(
        model,
        crops.map(({ crop }) => crop),
        async () => {},
      ),
    );
    const width = rows.length / Math.max(1, crops.length);
    return new Map(crops.map(({ id }, i) => [id, rows.slice(i * width, (i + 1) * width)]));
  };
}
