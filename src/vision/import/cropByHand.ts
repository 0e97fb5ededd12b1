/** Skipped pictures for cropping by hand, and the crops that come of it. */

import { STORED_SIDE } from '../../math/faceCrop.ts';
import { AppError } from '../../rpc/appError.ts';
import { encodeStored, storedRegion } from '../cropper.ts';
import { decodePicture } from '../decodePicture.ts';
import { createSheet, drawRegion, pixels } from '../patch.ts';
import type { GivenFile, Square } from '../protocol.ts';
import { findItem, readWords } from './gather.ts';

/** At most 1,600 px, upright. @throws `bad-input` */
export async function skippedPicture(files: GivenFile[], path: string): Promise<ImageBitmap> {
  const item = await findItem(files, path);
  try {
    return await decodePicture(await item.read());
  } catch (thrown) {
    throw new AppError('bad-input', readWords(thrown), { cause: thrown });
  }
}

/** @param square px of `skippedPicture`'s bitmap; it may reach outside. @throws `bad-input` */
export async function cropByHand(files: GivenFile[], path: string, { x, y, side }: Square): Promise<Blob> {
  if (![x, y, side].every(Number.isFinite) || side <= 0) {
    throw new AppError('bad-input', 'The square has no size. Draw it around the face.');
  }
  const picture = await skippedPicture(files, path);
  try {
    const sheet = createSheet(STORED_SIDE);
    drawRegion(sheet, picture, storedRegion({ centre: { x: x + side / 2, y: y + side / 2 }, side, angle: 0 }));
    return await encodeStored(pixels(sheet));
  } finally {
    picture.close();
  }
}
