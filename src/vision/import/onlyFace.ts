/** The one face of a picture, as it is kept, or why there is none to take. Keeps nothing between pictures. */

import { keptFace } from '../cropper.ts';
import type { Engine } from '../engine.ts';
import type { Picture } from '../patch.ts';
import { poseOf } from '../pose.ts';
import type { Pose, StoredFace } from '../protocol.ts';
import type { StillFace } from '../still.ts';
import { facesOfPicture } from '../still.ts';

export type OnlyFace = { kept: StoredFace; pose: Pose };

/** Pictures up to this side, px, may be nothing but a face, which the detectors miss without something around it. */
const TIGHT = 800;

/** What is put around them: half of their longer side, grey, as the crops of the vision tests stand in their frames. */
const BORDER = 0.5;
const GREY = '#808080';

/** @returns how many faces there are where it is not one; they are counted up to `MOST_FACES` of still.ts */
export async function onlyFace({ finder, cropper }: Engine, picture: ImageBitmap): Promise<OnlyFace | number> {
  let seen: { picture: Picture; faces: StillFace[] } = { picture, faces: facesOfPicture(finder, picture) };
  if (seen.faces.length === 0 && Math.max(picture.width, picture.height) <= TIGHT) {
    const wider = bordered(picture);
    seen = { picture: wider, faces: facesOfPicture(finder, wider) };
  }
  const [face, ...more] = seen.faces;
  if (!face || more.length > 0) return seen.faces.length;
  return { kept: await keptFace(cropper(seen.picture, face.mesh)), pose: poseOf(face.mesh) };
}

function bordered(picture: ImageBitmap): OffscreenCanvas {
  const border = Math.round(BORDER * Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(picture.width + 2 * border, picture.height + 2 * border);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('No 2-D canvas in this worker.');
  context.fillStyle = GREY;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, border, border);
  return canvas;
}
