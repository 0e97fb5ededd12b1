/** Reaction mashup: six people at a time react to one timeline, each with a lag and a strength of their own. Knows no pixels. */

import { between, createRng, integer, type Rng } from '../../../src/math/rng.ts';
import { EXPRESSIONS, type Expression } from '../actionUnits.ts';
import { type Actor, PEOPLE } from '../people.ts';
import { type Beat, perform } from '../timeline.ts';
import { labelOf, type Scene } from './scene.ts';

const TILES = 6;
const SECONDS = 18;
export const MASHUP_FRAMES_PER_SECOND = 3;

/** What the film makes people show, and how long its events last, s. */
const EVENTS = 4;
const FIRST_EVENT = 0.5;
const EVENT_SECONDS = 4.3;

/** In each group one person hardly reacts, and one shows something else than the others. */
const UNMOVED = 0.3;
type Part = 'as all' | 'unmoved' | 'otherwise';

/** Four different expressions in the order of a group's film. */
function filmOf(group: number): Expression[] {
  return Array.from({ length: EVENTS }, (_, event) => EXPRESSIONS[(group + 2 * event) % EXPRESSIONS.length]!);
}

function reactions(actor: Actor, film: readonly Expression[], part: Part, rng: Rng): Beat[] {
  const lag = between(rng, 0.1, 0.9);
  return film.map((shown, event): Beat => {
    const expression = part === 'otherwise' ? film[(event + 1) % film.length]! : shown;
    return {
      expression,
      start: FIRST_EVENT + EVENT_SECONDS * event + lag + between(rng, -0.1, 0.2),
      hold: between(rng, 1.5, 2.2),
      strength: actor.expressivity * between(rng, 0.7, 1) * (part === 'unmoved' ? UNMOVED : 1),
      style: actor.manner[expression],
    };
  });
}

/** Scenes of a group's whole film, frame by frame, tile by tile. */
export function mashupScenes(group: number): Scene[] {
  const rng = createRng(30_000 + group);
  // Far apart in the list, so that each group mixes the splits' people as chance would.
  const actors = Array.from({ length: TILES }, (_, tile) => PEOPLE[group + TILES * tile]!);
  const unmoved = integer(rng, TILES);
  const otherwise = (unmoved + 1 + integer(rng, TILES - 1)) % TILES;
  const film = filmOf(group);
  const plays = actors.map((actor, tile) => {
    const part = tile === unmoved ? 'unmoved' : tile === otherwise ? 'otherwise' : 'as all';
    return perform({ ...actor, seed: actor.seed + 30_000, beats: reactions(actor, film, part, rng) }, SECONDS);
  });
  return Array.from({ length: SECONDS * MASHUP_FRAMES_PER_SECOND }, (_, frame) => {
    const seconds = frame / MASHUP_FRAMES_PER_SECOND;
    return actors.map((actor, tile): Scene => {
      const instant = plays[tile]!(seconds);
      return {
        actor,
        posture: instant,
        seed: (30_000 + group) * 1000 + frame * TILES + tile,
        truth: {
          ...labelOf(instant),
          session: `Film ${group + 1}`,
          clip: `Film ${group + 1}`,
          time: Math.round(1000 * seconds),
          moment: null,
          tile: tile + 1,
        },
      };
    });
  }).flat();
}

export const GROUPS = PEOPLE.length / TILES;
