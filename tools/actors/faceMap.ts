/** Where things are on the mean face: lips, brows, beard, blushing places. Rest coordinates, head units; knows no colours. */

import { smoothstep } from './noise.ts';

/** 1 at a place on the face (either side) falling off with distance, head units. */
export function near(x: number, y: number, atX: number, atY: number, radius: number): number {
  return Math.exp(-((Math.abs(x) - atX) ** 2 + (y - atY) ** 2) / radius ** 2);
}

/** 1 on the red of the lips: between a bow above and a curve below the line where they meet. */
export function lips(x: number, y: number, z: number): number {
  if (z < 8.5) return 0;
  const side = Math.min(1, Math.abs(x) / 2.35);
  const arch = 1 - side ** 2.2;
  const upper =
    -3.45 + 0.72 * arch - 0.14 * Math.exp(-((x / 0.3) ** 2)) + 0.05 * Math.exp(-(((Math.abs(x) - 0.6) / 0.3) ** 2));
  const lower = -3.5 - 0.88 * arch;
  return smoothstep(0, 0.22, upper + 0.08 - y) * smoothstep(0, 0.3, y - lower + 0.1) * smoothstep(1, 0.9, side);
}

/** Height of the middle of the brow above the face's origin at a distance from the midline, head units. */
export function browLine(x: number): number {
  const t = (x - 1.15) / 4.2;
  return 5.3 + 2.1 * t * (1 - t) + 0.15 * t;
}

/** 1 under the hairs of the brow. */
export function browMask(x: number, y: number): number {
  const side = Math.abs(x);
  if (side < 0.9 || side > 5.6) return 0;
  return smoothstep(0.6, 0.2, Math.abs(y - browLine(side))) * smoothstep(0.9, 1.5, side) * smoothstep(5.6, 4.6, side);
}

/** 1 where a beard grows: moustache, chin, jaw and upper neck. */
export function beardMask(x: number, y: number, z: number): number {
  const side = Math.abs(x);
  const top = -2.1 + 0.75 * Math.max(0, side - 2.4) ** 1.1; // from under the nose up to the sideburns
  const below = smoothstep(top + 0.5, top - 0.5, y) * smoothstep(-10.5, -8.5, y);
  const clean = 1 - near(x, y, 0, -3.5, 1) * 0.2;
  const nose = smoothstep(-0.9, -1.3, y);
  return below * nose * clean * smoothstep(-1, 2, z) * (1 - lips(x, y, z));
}

/** Cheap value noise: mottles the skin so that it does not look like plastic. */
export function mottle(x: number, y: number, z: number): number {
  return (
    Math.sin(2.1 * x + 1.3 * Math.sin(1.7 * y)) * Math.sin(1.9 * y + 1.1 * Math.sin(2.3 * z)) * 0.6 +
    Math.sin(5.3 * x + 2 * Math.sin(4.1 * z)) * Math.sin(4.7 * y + 2 * Math.sin(3.9 * x)) * 0.4
  );
}
