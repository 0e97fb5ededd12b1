/**
 * Which frames of a take are worth keeping. Pure.
 *
 * The thresholds were measured on 636 views of real faces of 48–300 px framing: six photographs at five sizes, 200 press
 * photographs (LFW) at two, three videos of single people; the duplicates on those videos, eight frames a second.
 */

import { type Appearance, similarity } from '../../math/appearance.ts';
import { type FrameSize, framingSide, hasRival, type SeenFace, shareOutside } from './conditions.ts';

export type SkipReason = 'no-face' | 'rival' | 'cut-off' | 'small' | 'dark' | 'bright' | 'blurred' | 'alike';

/** The encoder's input: a smaller face would be enlarged, and what is learned from it made up. Framing side, px. */
const SMALLEST_PX = 48;

/** Close-ups that fill the frame from chin to forehead measure up to 0.035. */
const MOST_OUTSIDE = 0.05;

/** The darkest of the photographs has 0.15, dark skin included, the brightest 0.66. */
const DARKEST = 0.12;
const BRIGHTEST = 0.82;

/**
 * 99.1 % of the sharp faces lie above (98.2 % of those under 72 px, so small ones are not taken for blurred); blurred by
 * sigma 2.5 px of the stored crop 97 % lie below, by sigma 3 all of them, by sigma 1, which is hardly seen, 5 %.
 */
export const LEAST_SHARP = 0.07;

/**
 * Correlation of the model's crops. Somebody who keeps still before a noisy camera measures 0.998–0.9995 from frame to
 * frame; of an actress in motion 77 % of all frames are kept, of somebody who only turns the head 42 %.
 */
const ALIKE = 0.995;

/** A frame is compared with this many samples before it. */
export const REMEMBERED = 4;

export type Moment = {
  face: SeenFace;
  /** All faces of the frame. */
  faces: SeenFace[];
  frame: FrameSize;
  /** Whether nobody has said which of the faces is meant. */
  unsure: boolean;
  appearance: Appearance;
};

/** @param before appearances of the take's latest samples @returns why the frame is skipped; null: it is kept */
export function whyNotKeep(
  { face, faces, frame, unsure, appearance }: Moment,
  before: Appearance[],
): SkipReason | null {
  const { brightness, sharpness } = face.quality;
  if (unsure && hasRival(face, faces, frame)) return 'rival';
  if (shareOutside(face, frame) > MOST_OUTSIDE) return 'cut-off';
  if (framingSide(face) < SMALLEST_PX) return 'small';
  if (brightness < DARKEST) return 'dark';
  if (brightness > BRIGHTEST) return 'bright';
  if (sharpness < LEAST_SHARP) return 'blurred';
  return before.some((kept) => similarity(kept, appearance) > ALIKE) ? 'alike' : null;
}
