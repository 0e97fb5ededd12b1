/**
 * What would make a face easier to read: light, distance, direction, place. One finding at a time, the most important
 * first, and steady, so that its line can be read. Pure.
 */

import { type FrameSize, framingSide, hasRival, type SeenFace, shareOutside } from './conditions.ts';

export type Advice =
  | 'rival'
  | 'backlit'
  | 'dark'
  | 'bright'
  | 'cut-off'
  | 'far'
  | 'near'
  | 'turned'
  | 'tilted'
  | 'uneven'
  | 'aside';

/** `unknown`: there is no face to judge. */
export type Finding = Advice | 'fine' | 'unknown';

/** Of 200 press photographs and six others, as smartCapture.ts: darkest 0.15, brightest 0.66. */
const DARK = 0.17;
const BRIGHT = 0.75;

/** Brightness of the surroundings less that of the face: at most 0.11 in the photographs. */
const BACKLIGHT = 0.2;

/** Difference of the two halves over the mean; 98 % of faces in daylight and indoors have less than 0.63. */
const UNEVEN = 0.7;

/** Part of the box outside the frame; close-ups that just fit have 0.035. */
const OUTSIDE = 0.05;

/** Framing side, px: half as much again as the encoder's input. */
const SMALL_PX = 72;

/** Height of the face's box in heights of the frame. */
const LARGE = 0.85;

/** Degrees: 98 % of the press photographs are within. */
const TURNED = 35;
const NODDING = 25;
const TILTED = 25;

/** Distance of the face's middle from that of the frame, in widths or heights. */
const ASIDE = 0.3;

/** @param unsure whether nobody has said which of the faces is meant */
export function findingOn(face: SeenFace | undefined, faces: SeenFace[], frame: FrameSize, unsure: boolean): Finding {
  if (!face) return 'unknown';
  const { box, pose, quality } = face;
  const { brightness, surround, unevenness } = quality;
  if (unsure && hasRival(face, faces, frame)) return 'rival';
  if (surround - brightness > BACKLIGHT) return 'backlit';
  if (brightness < DARK) return 'dark';
  if (brightness > BRIGHT) return 'bright';
  if (box.height > LARGE * frame.height) return 'near';
  if (shareOutside(face, frame) > OUTSIDE) return 'cut-off';
  if (framingSide(face) < SMALL_PX) return 'far';
  if (Math.abs(pose.yaw) > TURNED || Math.abs(pose.pitch) > NODDING) return 'turned';
  if (Math.abs(pose.roll) > TILTED) return 'tilted';
  if (unevenness > UNEVEN * brightness) return 'uneven';
  const across = Math.abs((box.x + box.width / 2) / frame.width - 0.5);
  const down = Math.abs((box.y + box.height / 2) / frame.height - 0.5);
  return Math.max(across, down) > ASIDE ? 'aside' : 'fine';
}

/** A finding has to last this long before it takes the place of another, ms. */
const SETTLED_MS = 1000;

/** One that is found no more goes after so long even where nothing else lasts: advice taken must not be repeated, ms. */
const GONE_MS = 1500;

/** That all is well need not be said for longer, ms. */
const FINE_MS = 2500;

/** `held` is valid since `heldAt` and was last found at `foundAt`; `latest` has been found since `latestAt`. */
export type Steady = { held: Finding; heldAt: number; foundAt: number; latest: Finding; latestAt: number };

export const NOTHING_YET: Steady = { held: 'unknown', heldAt: 0, foundAt: 0, latest: 'unknown', latestAt: 0 };

/** @param now ms */
export function steadied(state: Steady, found: Finding, now: number): Steady {
  const { held, latest } = state;
  const next = {
    ...state,
    ...(found === held && { foundAt: now }),
    ...(found !== latest && { latest: found, latestAt: now }),
  };
  if (found === held) return next;
  if (now - next.latestAt >= SETTLED_MS) return { ...next, held: found, heldAt: now, foundAt: now };
  return now - next.foundAt >= GONE_MS ? { ...next, held: 'unknown', heldAt: now } : next;
}

/** What to show: null where there is nothing to say. */
export function shownOf({ held, heldAt }: Steady, now: number): Finding | null {
  if (held === 'unknown' || (held === 'fine' && now - heldAt > FINE_MS)) return null;
  return held;
}

/** Said to whoever is in front of the camera. */
export const CAMERA_WORDS: Record<Exclude<Finding, 'unknown'>, string> = {
  rival: 'Two faces of one size: choose the one to read.',
  backlit: 'The light is behind you: turn towards it.',
  dark: 'Too dark: turn a light towards your face.',
  bright: 'Too bright: move away from the light.',
  'cut-off': 'Your face is cut off: move into the middle.',
  far: 'Too far away: come closer.',
  near: 'Too near: move back a little.',
  turned: 'Turned away: face the camera.',
  tilted: 'Tilted: hold your head upright.',
  uneven: 'The light comes from one side: turn towards it.',
  aside: 'At the edge: move into the middle.',
  fine: 'Good light and distance',
};

/** Said of a picture, which cannot be taken again; the rest is not worth saying. */
export const PICTURE_WORDS: Partial<Record<Finding, string>> = {
  backlit: 'Light from behind: scores may be off',
  dark: 'A dark face: scores may be off',
  bright: 'A very bright face: scores may be off',
  'cut-off': 'A face cut off at the edge: scores may be off',
  far: 'A small face: scores may be off',
  turned: 'A face turned away: scores may be off',
};
