/** Grey faces of a few ellipses with the mesh that belongs to them, for tests that need no photograph. */

import { faceRegions } from '../src/math/faceRegions.ts';
import { between, createRng } from '../src/math/rng.ts';

/** Indices in the mesh's outline of lids, brows, nose and lips, each all around (see faceRegions.ts). */
const GROUPS = {
  leftEye: [33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246],
  rightEye: [263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466],
  leftBrow: [46, 53, 52, 65, 55, 70, 63, 105, 66, 107],
  rightBrow: [276, 283, 282, 295, 285, 300, 293, 334, 296, 336],
  nose: [168, 6, 197, 195, 5, 4, 1, 19, 94, 2, 98, 97, 326, 327, 64, 294, 48, 278, 115, 344],
  lips: [61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185],
};

/** Half-heights of eyes and mouth and half-width of the mouth, in sides of the crop; who it is, and how lit, 0–255. */
export type Looks = { eyes?: number; mouth?: number; smile?: number; person?: number; skin?: number };

export function meshOf({ eyes = 0.02, mouth = 0.02, smile = 0.1, person = 0 }: Looks): Float32Array {
  const rng = createRng(person);
  const own = () => between(rng, -0.01, 0.01);
  const [dx, dy, apart] = [own(), own(), 0.13 + own()];
  const mesh = new Float32Array(2 * 468).fill(0.5);
  const place = (group: readonly number[], x: number, y: number, width: number, height: number) => {
    for (const [i, index] of group.entries()) {
      const angle = (2 * Math.PI * i) / group.length;
      mesh[2 * index] = 0.5 + dx + x + width * Math.cos(angle);
      mesh[2 * index + 1] = 0.5 + dy + y + height * Math.sin(angle);
    }
  };
  place(GROUPS.leftEye, -apart, -0.08, 0.05, eyes);
  place(GROUPS.rightEye, apart, -0.08, 0.05, eyes);
  place(GROUPS.leftBrow, -apart, -0.15, 0.06, 0.01);
  place(GROUPS.rightBrow, apart, -0.15, 0.06, 0.01);
  place(GROUPS.nose, 0, 0.02, 0.04, 0.08);
  place(GROUPS.lips, 0, 0.16, smile, mouth);
  return mesh;
}

/** u8 [side · side]: skin that brightens to the right, dark within lids and lips. */
export function drawnFace(looks: Looks, side = 72): { pixels: Uint8Array; landmarks: Float32Array } {
  const landmarks = meshOf(looks);
  const { leftLids, rightLids, lips } = faceRegions(landmarks);
  const skin = looks.skin ?? 140;
  const ovals = [leftLids, rightLids, lips].map((points) => {
    const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
    return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
  });
  const pixels = Uint8Array.from({ length: side * side }, (_, i) => {
    const [x, y] = [((i % side) + 0.5) / side, (Math.floor(i / side) + 0.5) / side];
    const dark = ovals.some(({ left, right, top, bottom }) => {
      const [u, v] = [(2 * x - left - right) / (right - left), (2 * y - top - bottom) / (bottom - top)];
      return u * u + v * v < 1;
    });
    return Math.round((dark ? 0.3 : 1) * skin * (0.8 + 0.4 * x));
  });
  return { pixels, landmarks };
}
