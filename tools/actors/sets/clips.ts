/** Single-person clips: two expressions each from neutral over onset and apex back to neutral. Knows no pixels. */

import { between, createRng, integer } from '../../../src/math/rng.ts';
import { EXPRESSIONS, type Expression } from '../actionUnits.ts';
import { type Actor, PEOPLE } from '../people.ts';
import { type Beat, LOOP_SECONDS, perform } from '../timeline.ts';
import { labelOf, type Scene } from './scene.ts';

export const CLIP_FRAMES_PER_SECOND = 4;

export function clipScenes(actor: Actor): Scene[] {
  const rng = createRng(actor.seed + 40_000);
  // Each expression is played about equally often.
  const index = PEOPLE.indexOf(actor);
  const first = index % EXPRESSIONS.length;
  const second = (first + 1 + integer(rng, EXPRESSIONS.length - 1)) % EXPRESSIONS.length;
  const beat = (expression: Expression, start: number): Beat => ({
    expression,
    start,
    hold: between(rng, 1.2, 2.2),
    strength: actor.expressivity * between(rng, 0.6, 1),
    style: actor.manner[expression],
  });
  const beats = [beat(EXPRESSIONS[first]!, between(rng, 0.8, 1.4)), beat(EXPRESSIONS[second]!, between(rng, 5.6, 6.2))];
  const play = perform({ ...actor, seed: actor.seed + 40_000, beats });
  return Array.from({ length: LOOP_SECONDS * CLIP_FRAMES_PER_SECOND }, (_, frame): Scene => {
    const seconds = frame / CLIP_FRAMES_PER_SECOND;
    const instant = play(seconds);
    return {
      actor,
      posture: instant,
      seed: actor.seed * 1000 + 400 + frame,
      truth: {
        ...labelOf(instant),
        session: `${actor.id} alone`,
        clip: `${actor.id} alone`,
        time: Math.round(1000 * seconds),
        moment: null,
        tile: null,
      },
    };
  });
}
