/** Multi-view set: every person holds each expression once and turns the head through seven yaws. Knows no pixels. */

import { between, createRng } from '../../../src/math/rng.ts';
import { shapesOf, sidednessOf } from '../actionUnits.ts';
import type { Actor } from '../people.ts';
import { affectOf, LABELS, type Scene, still, unitsOf } from './scene.ts';

/** Degrees; > 0 turns to the picture's right. */
export const YAWS = [-60, -40, -20, 0, 20, 40, 60];

export function viewScenes(actor: Actor): Scene[] {
  const rng = createRng(actor.seed + 10_000);
  return LABELS.flatMap((label) => {
    const intensity = label === 'neutral' ? 0 : actor.expressivity * between(rng, 0.5, 1);
    const expression = label === 'neutral' ? 'happiness' : label;
    const weights = shapesOf(unitsOf(actor, expression, intensity), sidednessOf(expression, actor.asymmetry));
    const head = { pitch: actor.rest.pitch + between(rng, -4, 4), roll: actor.rest.roll };
    return YAWS.map(
      (yaw, view): Scene => ({
        actor,
        posture: still(weights, { ...head, yaw }),
        seed: actor.seed * 1000 + LABELS.indexOf(label) * YAWS.length + view,
        truth: {
          label,
          intensity,
          ...affectOf(expression, intensity),
          session: `${actor.id} turns`,
          clip: null,
          time: null,
          moment: `${actor.id}, ${label}`,
          tile: null,
        },
      }),
    );
  });
}
