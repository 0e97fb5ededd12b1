/** Draws moments that are seen from several sides, two views of each at a time. Numbers only. */

import { grouped } from '../data/grouped.ts';
import { integer, shuffled } from '../math/rng.ts';
import { AppError } from '../rpc/appError.ts';
import type { Sampler, SampleTable } from './objective.ts';
import { emptyDraw, fill } from './sampler.ts';

/** One person's one instant: at least two samples of it, as indices into the table. */
type Moment = { group: number; person: number; label: number; samples: number[] };

/**
 * Rows i and i + pairs are two samples of one moment, each in any of its cached views, and the moment is their group. No
 * sample is drawn twice; a moment gives a second pair only once every other one has given one. Moments come by person, so
 * that a batch holds negatives of the same person: without them the loss is solved by telling people apart (ours).
 * @param together moments of a person that come together, of as many expressions as there are
 * @throws `bad-input` when fewer than two moments are seen from two sides
 */
export function momentSampler(table: SampleTable, size: number, views: number, together: number): Sampler {
  const moments = momentsOf(table);
  if (moments.length < 2) {
    throw new AppError(
      'bad-input',
      'Moments are compared with each other: two of them, each seen from two sides, are needed at least. Record a turning head, or import pictures taken from several sides.',
    );
  }
  const people = grouped(moments, ({ person }) => person);
  const most = moments.reduce((sum, { samples }) => sum + Math.floor(samples.length / 2), 0);
  const pairs = Math.min(Math.floor(size / 2), most);
  return (rng) => {
    const order = inTurns(
      shuffled(rng, people).map((own) => expressionsFirst(shuffled(rng, own))),
      together,
    );
    const decks = order.slice(0, pairs).map((moment) => ({ moment, left: shuffled(rng, moment.samples) }));
    const draw = emptyDraw(2 * pairs);
    let drawn = 0;
    while (drawn < pairs) {
      for (const { moment, left } of decks) {
        if (left.length < 2 || drawn === pairs) continue;
        for (const [side, sample] of left.splice(0, 2).entries()) {
          fill(draw, drawn + side * pairs, sample, integer(rng, views), table.labels[sample] ?? -1, moment.group);
        }
        drawn += 1;
      }
    }
    return draw;
  };
}

function momentsOf({ train, moments, people, labels }: SampleTable): Moment[] {
  const known = train.filter((i) => (moments[i] ?? -1) >= 0);
  return grouped(known, (i) => `${moments[i]} ${people[i]}`)
    .filter((samples) => samples.length > 1)
    .map((samples, group) => {
      const [first = 0] = samples;
      return { group, person: people[first] ?? -1, label: labels[first] ?? -1, samples };
    });
}

/** A person's moments so that the first few show as many expressions as they can; nobody said: another one each time. */
function expressionsFirst(moments: readonly Moment[]): Moment[] {
  const seen = new Map<number, number>();
  const turns = moments.map((moment) => {
    const turn = moment.label < 0 ? 0 : (seen.get(moment.label) ?? 0);
    seen.set(moment.label, turn + 1);
    return { moment, turn };
  });
  return turns.sort((a, b) => a.turn - b.turn).map(({ moment }) => moment);
}

/** So many of the first queue, then of the second, and so on, until all are empty. */
function inTurns<T>(queues: readonly T[][], many: number): T[] {
  const longest = Math.max(...queues.map(({ length }) => length));
  const rounds = Array.from({ length: Math.ceil(longest / many) }, (_, round) => round * many);
  return rounds.flatMap((first) => queues.flatMap((queue) => queue.slice(first, first + many)));
}
