/** Single faces cut out of the real photographs, as files. */

import sharp from 'sharp';
import { type PhotoFace, photo, SMILES, STRAIGHT } from './photos.ts';

export const FACES: PhotoFace[] = [...SMILES.train, ...SMILES.test, ...STRAIGHT.train, ...STRAIGHT.test];

/** A square around the face, px of the photo, scaled to `size` px. Faces are about 200 px wide. */
export function faceFile(
  { photo: number, x, y }: PhotoFace,
  side = 320,
  size = side,
  format: 'jpeg' | 'png' | 'webp' = 'jpeg',
): Promise<Buffer> {
  const left = Math.max(0, Math.round(x - side / 2));
  const top = Math.max(0, Math.round(y - side / 2));
  return sharp(photo(number))
    .extract({ left, top, width: side, height: side })
    .resize(size, size)
    .toFormat(format)
    .toBuffer();
}
