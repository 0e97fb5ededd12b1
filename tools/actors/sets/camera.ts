/** A cheap camera between the renderer and the file: exposure, motion, blur and noise by seed. Knows no faces. */

import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { between, createRng } from '../../../src/math/rng.ts';
import { addGrain } from '../noise.ts';

/** Standard deviation of the noise, grey levels: a webcam from daylight to lamplight. */
const NOISE = [1.5, 7] as const;
/** Standard deviation of the blur, px of a render: from sharp to out of focus. */
const BLUR = [0.4, 1.6] as const;
/** Brightness as a factor, and contrast about the middle grey. */
const BRIGHTNESS = [0.7, 1.2] as const;
const CONTRAST = [0.75, 1.1] as const;
const GREY = 118;
/** More of the backdrop on each side, px: crops of turned heads would show where the picture ends. */
const BORDER = 64;

/**
 * @param pixels RGBA [side, side] @param sitting its name: what it has in common follows from it @param frame seed of its noise and blur
 * @returns PNG of what the camera delivers
 */
export async function photograph(pixels: Uint8Array, side: number, sitting: string, frame: number): Promise<Buffer> {
  const light = createRng(seedOf(sitting));
  const brightness = between(light, ...BRIGHTNESS);
  const contrast = between(light, ...CONTRAST);
  const noise = between(light, ...NOISE);
  const rng = createRng(frame);
  const raw = { raw: { width: side, height: side, channels: 4 as const } };
  const { data } = await sharp(pixels, raw)
    .blur(between(rng, ...BLUR))
    .linear(
      [0, 0, 0, 1].map((alpha) => alpha || brightness * contrast),
      [0, 0, 0, 1].map((alpha) => (alpha ? 0 : GREY * (1 - contrast))),
    )
    .raw()
    .toBuffer({ resolveWithObject: true });
  addGrain(data, frame, noise);
  const around = { top: BORDER, bottom: BORDER, left: BORDER, right: BORDER, extendWith: 'copy' as const };
  return sharp(data, raw).removeAlpha().extend(around).png({ compressionLevel: 1 }).toBuffer();
}

const seedOf = (name: string): number => createHash('sha256').update(name).digest().readUInt32LE();
