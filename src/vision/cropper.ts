/** Cuts the crops of a face: the stored colour crop, and from it what the encoder sees. Knows no detector. */

import { apply, invert } from '../math/affine.ts';
import { type Appearance, appearanceOf } from '../math/appearance.ts';
import { lumaOf, modelCropOfLuma, STORED_MARGIN, STORED_SIDE } from '../math/faceCrop.ts';
import { framingOf } from './framing.ts';
import { MESH_POINTS, type Mesh } from './mesh.ts';
import { createSheet, drawRegion, type Picture, pixels } from './patch.ts';
import type { FaceQuality, StoredFace } from './protocol.ts';
import { qualityOf } from './quality.ts';
import { type Region, unitToRegion } from './region.ts';

export type Crops = {
  framing: Region;
  /** Grey u8 [inputSize, inputSize]. */
  crop: Uint8Array;
  appearance: Appearance;
  /** RGBA [160, 160, 4]. */
  stored: Uint8ClampedArray<ArrayBuffer>;
  /** f32 [468, 2] in units of the stored crop's side. */
  landmarks: Float32Array;
  quality: FaceQuality;
};

export type Cropper = (picture: Picture, mesh: Mesh) => Crops;

/** Side of the crop by which faces are told apart, px: coarse enough to bear a small shift. */
const APPEARANCE_SIDE = 16;

const JPEG_QUALITY = 0.92;

export function createCropper(inputSize: number): Cropper {
  const sheet = createSheet(STORED_SIDE);
  return (picture, mesh) => {
    const framing = framingOf(mesh);
    const region = storedRegion(framing);
    drawRegion(sheet, picture, region);
    const stored = pixels(sheet);
    const luma = lumaOf(stored);
    return {
      framing,
      stored,
      landmarks: landmarksIn(region, mesh),
      quality: qualityOf(stored, luma),
      crop: modelCropOfLuma(luma, inputSize),
      appearance: appearanceOf(modelCropOfLuma(luma, APPEARANCE_SIDE)),
    };
  };
}

/** What is stored of a face in `framing`. */
export const storedRegion = (framing: Region): Region => ({ ...framing, side: framing.side * (1 + 2 * STORED_MARGIN) });

function landmarksIn(region: Region, mesh: Mesh): Float32Array {
  const toUnit = invert(unitToRegion(region));
  const landmarks = new Float32Array(2 * MESH_POINTS);
  for (let i = 0; i < MESH_POINTS; i++) {
    const { x, y } = apply(toUnit, { x: mesh[3 * i]!, y: mesh[3 * i + 1]! });
    landmarks[2 * i] = x;
    landmarks[2 * i + 1] = y;
  }
  return landmarks;
}

/** A face as it is kept. */
export async function keptFace({ stored, landmarks }: Pick<Crops, 'stored' | 'landmarks'>): Promise<StoredFace> {
  return { jpeg: await encodeStored(stored), landmarks };
}

/** A stored crop, RGBA [160, 160, 4], as the JPEG that is kept. */
export function encodeStored(stored: Uint8ClampedArray<ArrayBuffer>): Promise<Blob> {
  const { canvas, context } = createSheet(STORED_SIDE);
  context.putImageData(new ImageData(stored, STORED_SIDE, STORED_SIDE), 0, 0);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: JPEG_QUALITY });
}
