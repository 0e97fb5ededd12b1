/** What an actor does at an instant of the loop: expression, head motion, gaze and blinks. Knows no pixels. */

import { between, createRng } from '../../src/math/rng.ts';
import {
  type ActionUnits,
  AT_REST,
  CIRCUMPLEX,
  type Expression,
  mixUnits,
  PROTOTYPES,
  shapesOf,
  sidednessOf,
} from './actionUnits.ts';
import type { ShapeWeights } from './head.ts';
import { periodicNoise, smoothstep } from './noise.ts';

/** Length of the sample clip's loop, s: every motion repeats after it. */
export const LOOP_SECONDS = 10;

const ONSET_SECONDS = 0.45;
const OFFSET_SECONDS = 0.6;
const BLINK_SECONDS = 0.24;
const GAZE_SHIFT_SECONDS = 0.08;

/** From this strength on an apex is held: less than 1 by more than rounding, by less than a frame. */
const HELD = 0.9999;

/** Below this intensity a face is neutral. */
const FAINTEST = 0.001;

/** One rise to an expression and back to neutral. */
export type Beat = {
  expression: Expression;
  /** Start of the onset, s into the loop. */
  start: number;
  /** How long the apex is held, s. */
  hold: number;
  /** Intensity of the apex, 0–1; 1 unless said otherwise. */
  strength?: number;
  /** The actor's own way: action units added to the prototype at apex. */
  style?: ActionUnits;
};

/** What the timeline needs of a person. */
export type Performer = {
  seed: number;
  beats: readonly Beat[];
  /** Share by which the left side of the face outdoes the right. */
  asymmetry: number;
  /** Resting head pose, degrees. */
  rest: { yaw: number; pitch: number; roll: number };
};

/** Angles in degrees. Yaw: positive turns to the actor's left (right of the picture). Pitch: positive looks up. */
export type Pose = { yaw: number; pitch: number; roll: number };

/** What a renderer needs to know of an instant. */
export type Posture = {
  weights: ShapeWeights;
  head: Pose;
  /** Direction of the eyes in the head, degrees, signs as for the head. */
  gaze: { yaw: number; pitch: number };
};

export type Instant = Posture & {
  /** The expression being shown; neutral when none is. */
  expression: Expression | 'neutral';
  /** 0 at neutral to 1 at apex. */
  intensity: number;
  /** Whether the apex is being held. */
  apex: boolean;
  valence: number;
  arousal: number;
};

/** Head motion that comes with each apex, degrees. */
const HEAD_GESTURES: Record<Expression, Pose> = {
  happiness: { yaw: 0, pitch: 2, roll: 3 },
  surprise: { yaw: 0, pitch: 3, roll: 0 },
  sadness: { yaw: 2, pitch: -4, roll: -4 },
  anger: { yaw: 0, pitch: -2, roll: 0 },
  disgust: { yaw: -4, pitch: -2, roll: 2 },
  fear: { yaw: 3, pitch: 1, roll: -1 },
  contempt: { yaw: -3, pitch: 3, roll: 2 },
};

/** Strength of a beat (0–1) a time after its start, and whether it is held. */
function envelope(beat: Beat, elapsed: number): { strength: number; held: boolean } {
  const rise = smoothstep(0, ONSET_SECONDS, elapsed);
  const fall = smoothstep(ONSET_SECONDS + beat.hold + OFFSET_SECONDS, ONSET_SECONDS + beat.hold, elapsed);
  return { strength: Math.min(rise, fall), held: Math.min(rise, fall) > HELD };
}

/** The whole performance of an actor, as a function of time in seconds with the given period. */
export function perform(performer: Performer, period = LOOP_SECONDS): (seconds: number) => Instant {
  const wrap = (seconds: number) => ((seconds % period) + period) % period;
  const rng = createRng(performer.seed);
  const sway = {
    yaw: periodicNoise(rng, [1, 2, 3]),
    pitch: periodicNoise(rng, [1, 2, 4]),
    roll: periodicNoise(rng, [1, 3]),
  };
  const tremor = periodicNoise(rng, [7, 11, 17]);
  const looks = performer.beats.map((beat) => ({
    // A look aside while nothing is shown, back to the camera with the next onset.
    from: wrap(beat.start + ONSET_SECONDS + beat.hold + 0.5),
    seconds: between(rng, 0.5, 0.9),
    yaw: between(rng, 5, 9) * (rng.uniform() < 0.5 ? -1 : 1),
    pitch: between(rng, -3, 2),
  }));
  const blinks = performer.beats.map((beat) => wrap(beat.start + ONSET_SECONDS + beat.hold + between(rng, 0.15, 0.4)));

  return (seconds) => {
    const shown = performer.beats
      .map((beat) => ({ beat, ...envelope(beat, wrap(seconds - beat.start)) }))
      .reduce((strongest, other) => (other.strength > strongest.strength ? other : strongest));
    // Nobody holds still: the held expression trembles a little.
    const steadiness = Math.min(1, 0.97 + 0.03 * tremor(seconds / period));
    const { expression, style = {}, strength = 1 } = shown.beat;
    const intensity = shown.strength * strength * steadiness;
    const units = mixUnits([AT_REST, 1 - intensity], [PROTOTYPES[expression], intensity], [style, intensity]);
    const weights = shapesOf(units, sidednessOf(expression, performer.asymmetry));

    const gesture = HEAD_GESTURES[expression];
    const phase = seconds / period;
    const head = {
      yaw: performer.rest.yaw + gesture.yaw * intensity + 3 * sway.yaw(phase),
      pitch: performer.rest.pitch + gesture.pitch * intensity + 1.5 * sway.pitch(phase),
      roll: performer.rest.roll + gesture.roll * intensity + 1.2 * sway.roll(phase),
    };

    const gaze = { yaw: -head.yaw, pitch: -head.pitch };
    for (const look of looks) {
      const elapsed = wrap(seconds - look.from);
      const aside =
        smoothstep(0, GAZE_SHIFT_SECONDS, elapsed) *
        smoothstep(look.seconds + GAZE_SHIFT_SECONDS, look.seconds, elapsed);
      gaze.yaw += aside * look.yaw;
      gaze.pitch += aside * look.pitch;
    }
    const closing = Math.max(
      ...blinks.map((start) => {
        const elapsed = wrap(seconds - start) / BLINK_SECONDS;
        return elapsed < 1 ? Math.sin(Math.PI * elapsed) ** 0.7 : 0;
      }),
    );
    closeLids(weights, closing);
    followGaze(weights, gaze.pitch);

    const [valence, arousal] = CIRCUMPLEX[expression];
    return {
      expression: intensity >= FAINTEST ? expression : 'neutral',
      intensity,
      apex: shown.held,
      valence: valence * intensity,
      arousal: arousal * intensity,
      weights,
      head,
      gaze,
    };
  };
}

/** @param closing 0 leaves the lids as they are, 1 shuts them */
function closeLids(weights: ShapeWeights, closing: number): void {
  for (const side of ['L', 'R'] as const) {
    const open = 1 - closing;
    weights[`eyeWide_${side}`] = (weights[`eyeWide_${side}`] ?? 0) * open;
    weights[`eyeSquint_${side}`] = (weights[`eyeSquint_${side}`] ?? 0) * open;
    weights[`eyeBlink_${side}`] = closing + (weights[`eyeBlink_${side}`] ?? 0) * open;
  }
}

/** The upper lid rides on the eye. @param pitch of the eye, degrees */
export function followGaze(weights: ShapeWeights, pitch: number): void {
  const full = 30; // degrees at which the sculpted look shapes are complete
  for (const side of ['L', 'R'] as const) {
    weights[`eyeLookUp_${side}`] = Math.max(0, pitch / full);
    weights[`eyeLookDown_${side}`] = Math.max(0, -pitch / full);
  }
}
