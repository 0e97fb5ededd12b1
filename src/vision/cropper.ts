/** Cuts the crops of a face: the stored colour crop, and from it what the encoder sees. Knows no detector. */

import { modelCrop, STORED_MARGIN, STORED_SIDE } from '../math/faceCrop.ts';
import { type Appearance, appearanceOf } from './appearance.ts';
import { framingOf } from './framing.ts';
import type { Mesh } from './mesh.ts';
import { createSheet, drawRegion, type Picture, pixels } from './patch.ts';
import type { Region } from './region.ts';

export type Crops = {
  framing: Region;
  /** Grey u8 [inputSize, inputSize]. */
  crop: Uint8Array;
  appearance: Appearance;
  /** RGBA [160, 160, 4]. */
  stored: Uint8ClampedArray<ArrayBuffer>;
};

export type Cropper = (picture: Picture, mesh: Mesh) => Crops;

/** Side of the crop by which faces are told apart, px: coarse enough to bear a small shift. */
const APPEARANCE_SIDE = 16;

const JPEG_QUALITY = 0.92;

export function createCropper(inputSize: number): Cropper {
  const sheet = createSheet(STORED_SIDE);
  return (picture, mesh) => {
    const framing = framingOf(mesh);
    drawRegion(sheet, picture, { ...framing, side: framing.side * (1 + 2 * STORED_MARGIN) });
    const stored = pixels(sheet);
    return {
      framing,
      stored,
      crop: modelCrop(stored, inputSize),
      appearance: appearanceOf(modelCrop(stored, APPEARANCE_SIDE)),
    };
  };
}

/** A stored crop as the JPEG that is kept. */
export function encodeStored(stored: Uint8ClampedArray<ArrayBuffer>): Promise<Blob> {
  const { canvas, context } = createSheet(STORED_SIDE);
  context.putImageData(new ImageData(stored, STORED_SIDE, STORED_SIDE), 0, 0);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: JPEG_QUALITY });
}
