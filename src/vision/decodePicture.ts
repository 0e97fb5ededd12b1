/** From a file that the user gave to a bitmap of bounded size, or to a sentence about why not. Knows no faces. */

import { AppError } from '../rpc/appError.ts';
import { type ImageHeader, readImageHeader } from './imageHeader.ts';

/** Longest side of a decoded picture, px: enough for faces of a group, small enough to draw and search. */
export const LONGEST_SIDE = 1600;

const MAX_PIXELS = 120e6;
const MAX_BYTES = 300e6;

/** From here on the browser scales while it decodes: a full-size bitmap takes four bytes a pixel. */
const SCALE_WHILE_DECODING = 12e6;

/** Upright as the file asks for. @throws AppError `bad-input` that says what is wrong and what to do */
export async function decodePicture(file: Blob): Promise<ImageBitmap> {
  const header = await checkedHeader(file);
  const bitmap = await decode(file, header);
  const scale = LONGEST_SIDE / Math.max(bitmap.width, bitmap.height);
  if (scale >= 1) return bitmap;
  try {
    const canvas = new OffscreenCanvas(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale));
    const context = canvas.getContext('2d')!;
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return canvas.transferToImageBitmap();
  } finally {
    bitmap.close();
  }
}

async function checkedHeader(file: Blob): Promise<ImageHeader> {
  if (file.size === 0) throw refused('This file is empty.', 'Choose another picture.');
  if (file.size > MAX_BYTES) {
    throw refused(`This file has ${Math.round(file.size / 1e6)} MB.`, 'Choose a picture under 300 MB.');
  }
  const header = readImageHeader(new Uint8Array(await file.arrayBuffer()));
  if (!header) throw refused('This file is not a picture.', 'Choose a JPEG, PNG, WebP, AVIF, GIF or BMP file.');
  if (header.format === 'heic') {
    throw refused('HEIC pictures cannot be opened in browsers.', 'Save or share it as a JPEG and try again.');
  }
  if (header.format === 'tiff') {
    throw refused('TIFF and raw pictures cannot be opened in browsers.', 'Save it as a PNG or JPEG and try again.');
  }
  if (!header.complete) {
    throw refused('This picture is incomplete: its end is missing.', 'Download or copy it again, or choose another.');
  }
  if (header.size && header.size.width * header.size.height > MAX_PIXELS) {
    const { width, height } = header.size;
    throw refused(
      `This picture has ${Math.round((width * height) / 1e6)} megapixels (${width} × ${height}).`,
      'Scale it down to 120 megapixels or less.',
    );
  }
  return header;
}

async function decode(file: Blob, { size }: ImageHeader): Promise<ImageBitmap> {
  const options: ImageBitmapOptions = {};
  if (size && size.width * size.height > SCALE_WHILE_DECODING) {
    // One side only, so that the browser keeps the aspect, also of pictures that it turns. Twice the final size,
    // because the two may be exchanged.
    options.resizeWidth = Math.min(size.width, 2 * LONGEST_SIDE);
    options.resizeQuality = 'high';
  }
  try {
    return await createImageBitmap(file, options);
  } catch (cause) {
    throw new AppError(
      'bad-input',
      'This picture is damaged or of a kind that this browser cannot show. Open it elsewhere and save it as a JPEG.',
      { cause },
    );
  }
}

function refused(what: string, advice: string): AppError {
  return new AppError('bad-input', `${what} ${advice}`);
}
