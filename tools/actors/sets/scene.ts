/** One frame of a training set before it is rendered: who does what, and its ground truth. Knows no pixels. */

import {
  type ActionUnits,
  AT_REST,
  CIRCUMPLEX,
  EXPRESSIONS,
  type Expression,
  mixUnits,
  PROTOTYPES,
} from '../actionUnits.ts';
import type { Actor } from '../people.ts';
import type { Instant, Pose, Posture } from '../timeline.ts';

export type Label = Expression | 'neutral';

export const LABELS: readonly Label[] = ['neutral', ...EXPRESSIONS];

export type Scene = {
  actor: Actor;
  posture: Posture;
  /** Of the camera's noise, blur and exposure. */
  seed: number;
  truth: {
    label: Label;
    intensity: number;
    valence: number;
    arousal: number;
    session: string;
    clip: string | null;
    /** Ms from the clip's start. */
    time: number | null;
    moment: string | null;
    tile: number | null;
  };
};

/** In a performance a fainter expression than this counts as neutral. */
const FAINTEST = 0.2;

/** What an instant of a performance counts as. Intensity, valence and arousal stay what they are, however faint. */
export function labelOf({ expression, intensity, valence, arousal }: Instant) {
  return { label: intensity < FAINTEST ? 'neutral' : expression, intensity, valence, arousal } as const;
}

/** What an actor's face does for an expression at an intensity, in their own manner. */
export function unitsOf(actor: Actor, expression: Expression, intensity: number): ActionUnits {
  return mixUnits([AT_REST, 1 - intensity], [PROTOTYPES[expression], intensity], [actor.manner[expression], intensity]);
}

/** @returns valence and arousal by the rule of actionUnits.ts */
export function affectOf(expression: Expression, intensity: number): { valence: number; arousal: number } {
  const [valence, arousal] = CIRCUMPLEX[expression];
  return { valence: valence * intensity, arousal: arousal * intensity };
}

/** A head that stands still with its eyes straight ahead. */
export const still = (weights: Posture['weights'], head: Pose): Posture => ({
  weights,
  head,
  gaze: { yaw: 0, pitch: 0 },
});
