/** What happens to a face in an augmented view of it, drawn by chance. Knows numbers, no pixels and no tensors. */

import { type Affine, compose, IDENTITY, similarity } from '../../math/affine.ts';
import { between, type Rng } from '../../math/rng.ts';

/** How far views may go from the stored face; 0 = off everywhere. */
export type ViewStrength = {
  /** Largest shift along each axis, in units of the framing's side, 0–0.2. */
  shift: number;
  /** Largest relative change of size, 0–0.2: beyond it a view would need another resolution. */
  scale: number;
  /** Largest turn, radians, 0–0.5. */
  rotation: number;
  /** Probability of mirroring, 0–1. */
  flip: number;
  /** Largest relative change of contrast, 0–1. */
  contrast: number;
  /** Largest change of brightness, in units of the full range, 0–1. */
  brightness: number;
  /** Largest standard deviation of the blur, px of the view, 0–1.5. */
  blur: number;
  /** Probability that a rectangle is erased, 0–1. */
  erase: number;
};

/** As the live camera might have seen the face. */
export const SUPERVISED_STRENGTH: ViewStrength = {
  shift: 0.06,
  scale: 0.1,
  rotation: 0.2,
  flip: 0.5,
  contrast: 0.25,
  brightness: 0.1,
  blur: 0,
  erase: 0,
};

/** As different as a face can be made within the stored margin. */
export const CONTRASTIVE_STRENGTH: ViewStrength = {
  shift: 0.08,
  scale: 0.15,
  rotation: 0.18,
  flip: 0.5,
  contrast: 0.5,
  brightness: 0.2,
  blur: 1,
  erase: 0.5,
};

/** Where a strength ends, as `ViewStrength` says. */
const MOST: ViewStrength = {
  shift: 0.2,
  scale: 0.2,
  rotation: 0.5,
  flip: 1,
  contrast: 1,
  brightness: 1,
  blur: 1.5,
  erase: 1,
};

/** So many times as strong, each part within its range. Mirroring is by chance or not at all. */
export function scaledStrength(strength: ViewStrength, factor: number): ViewStrength {
  const names = Object.keys(MOST) as (keyof ViewStrength)[];
  const scaled = names.map((name) => [name, Math.min(MOST[name], strength[name] * factor)] as const);
  return { ...(Object.fromEntries(scaled) as ViewStrength), flip: factor > 0 ? strength.flip : 0 };
}

export type ViewDraw = {
  /** Moves the framing as in `modelCrop`: in units of its side about its centre. */
  framing: Affine;
  /** Factor about the view's mean. */
  contrast: number;
  /** Added afterwards, in units of the full range. */
  brightness: number;
  /** Standard deviation of the blur, px of the view. */
  blur: number;
  /** Rectangle in units of the view's side that is filled with one grey, 0–1; empty where nothing is erased. */
  erased: { left: number; top: number; width: number; height: number; grey: number };
};

/** The view that is the model crop. */
export const IDENTITY_VIEW: ViewDraw = {
  framing: IDENTITY,
  contrast: 1,
  brightness: 0,
  blur: 0,
  erased: { left: 0, top: 0, width: 0, height: 0, grey: 0 },
};

const MIRROR: Affine = { a: -1, b: 0, c: 0, d: 1, e: 0, f: 0 };

/** Of the erased rectangle: share of the view, and height over width (Zhong et al. 2020, with a smaller largest share). */
const ERASED_AREA = [0.02, 0.2] as const;
const ERASED_ASPECT = [0.3, 3.3] as const;

/** One view; takes as many numbers from `rng` whatever the strength. */
export function drawView(rng: Rng, strength: ViewStrength): ViewDraw {
  const within = (most: number) => between(rng, -most, most);
  const moved = similarity(
    1 + within(strength.scale),
    within(strength.rotation),
    within(strength.shift),
    within(strength.shift),
  );
  return {
    framing: rng.uniform() < strength.flip ? compose(moved, MIRROR) : moved,
    contrast: 1 + within(strength.contrast),
    brightness: within(strength.brightness),
    blur: between(rng, 0, strength.blur),
    erased: drawRectangle(rng, strength.erase),
  };
}

function drawRectangle(rng: Rng, probability: number): ViewDraw['erased'] {
  const present = rng.uniform() < probability;
  const area = between(rng, ...ERASED_AREA);
  const aspect = Math.exp(between(rng, Math.log(ERASED_ASPECT[0]), Math.log(ERASED_ASPECT[1])));
  const [width, height] = [Math.sqrt(area / aspect), Math.sqrt(area * aspect)];
  const [left, top] = [between(rng, 0, 1 - width), between(rng, 0, 1 - height)];
  const grey = rng.uniform();
  return present ? { left, top, width, height, grey } : IDENTITY_VIEW.erased;
}
