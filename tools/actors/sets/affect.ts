/** Valence–arousal sweep: weak and strong expressions and their blends, around the circumplex. Knows no pixels. */

import { between, createRng } from '../../../src/math/rng.ts';
import { type Expression, mixUnits, shapesOf } from '../actionUnits.ts';
import type { Actor } from '../people.ts';
import { affectOf, type Scene, still, unitsOf } from './scene.ts';

/** Expressions by their angle on the circumplex; neighbours blend. */
const AROUND: readonly Expression[] = ['happiness', 'surprise', 'fear', 'anger', 'disgust', 'sadness'];

/** Weak and strong intensities; between them is a gap, so that which is which is no matter of rounding. */
const WEAK = [0.15, 0.4] as const;
const STRONG = [0.65, 1] as const;

/** Frames of a sweep: each expression weak and strong, more or less blended with the next. */
export function affectScenes(actor: Actor): Scene[] {
  const rng = createRng(actor.seed + 50_000);
  return AROUND.flatMap((expression, place) =>
    [WEAK, STRONG].map(([low, high], strong): Scene => {
      const next = AROUND[place + 1] ?? expression;
      const intensity = between(rng, low, high);
      const blend = between(rng, 0, 0.5); // the expression itself stays the stronger part
      const own = affectOf(expression, intensity);
      const other = affectOf(next, intensity);
      const units = mixUnits(
        [unitsOf(actor, expression, intensity), 1 - blend],
        [unitsOf(actor, next, intensity), blend],
      );
      const head = {
        yaw: actor.rest.yaw + between(rng, -12, 12),
        pitch: actor.rest.pitch + between(rng, -5, 5),
        roll: actor.rest.roll + between(rng, -4, 4),
      };
      return {
        actor,
        posture: still(shapesOf(units, actor.asymmetry), head),
        seed: actor.seed * 1000 + 800 + 2 * place + strong,
        truth: {
          label: expression,
          intensity,
          valence: (1 - blend) * own.valence + blend * other.valence,
          arousal: (1 - blend) * own.arousal + blend * other.arousal,
          session: `${actor.id} sweeps`,
          clip: null,
          time: null,
          moment: null,
          tile: null,
        },
      };
    }),
  );
}
