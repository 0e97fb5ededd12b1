/** Small pictures of samples on one sheet. Browser only. */

import { loadImages } from '../../data/images.ts';
import { AppError } from '../../rpc/appError.ts';
import type { SpriteLayout } from './tables.ts';

/** Pictures that are read from the store at a time. */
const CHUNK = 64;

const QUALITY = 0.85;

/** JPEG; a sample whose picture is gone leaves its tile black. @param breathe called between pieces with the number done */
export async function drawSprite(
  ids: readonly string[],
  { columns, tile, side }: SpriteLayout,
  breathe: (done: number) => Promise<void>,
): Promise<Blob> {
  const sheet = new OffscreenCanvas(side, Math.ceil(ids.length / columns) * tile);
  const context = sheet.getContext('2d', { alpha: false });
  if (!context) throw new AppError('internal', 'This browser has no room for so many pictures. Export without them.');
  for (let first = 0; first < ids.length; first += CHUNK) {
    const some = ids.slice(first, first + CHUNK);
    const images = new Map((await loadImages(some)).map(({ id, jpeg }) => [id, jpeg]));
    for (const [i, id] of some.entries()) {
      const jpeg = images.get(id);
      const bitmap = jpeg && (await createImageBitmap(jpeg).catch(() => null));
      if (!bitmap) continue;
      const place = first + i;
      context.drawImage(bitmap, (place % columns) * tile, Math.floor(place / columns) * tile, tile, tile);
      bitmap.close();
    }
    await breathe(first + some.length);
  }
  return sheet.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
}
