/** Draws moments of recordings of one person, each with a moment shortly before or after it. Numbers only. */

import { grouped } from '../data/grouped.ts';
import { integer, type Rng, shuffled } from '../math/rng.ts';
import { AppError } from '../rpc/appError.ts';
import type { Sampler, SampleTable } from './objective.ts';
import { emptyDraw, fill } from './sampler.ts';

/** How far a positive lies from its anchor, ms, and how often: the nearest most often (Shu et al. 2022, released code). */
const OFFSETS = [480, 720, 960, 1200, 1440] as const;
const WEIGHTS = [5, 4, 3, 2, 1] as const;

/** A stored frame stands for a time this near, ms (ours): two frames a second have one for each. Never the anchor itself. */
const SLACK = 250;

/** So far from the anchor the second one lies at the least, ms (released code): their positives cannot meet. */
export const APART = 2880;

/** How often a positive is laid over another face (released code). */
const SWAPPED_SHARE = 0.8;

/** What the page asks for too, see missing.ts. */
const FEWEST_TRACKS = 2;

/** A frame with its positives, and how often each is drawn. */
export type Anchor = { sample: number; time: number; positives: { sample: number; weight: number }[] };

/**
 * `time`: positives are other frames, else other views of the anchor. `hard`: every second anchor lies in the clip of the
 * one before it. With neither no time is looked at, and pictures will do (ours). Views from `plain` on are `swapped` ones: of
 * a clip, all with one number show one other identity.
 */
export type ClipPairs = { time: boolean; hard: boolean; plain: number; swapped: number };

/** Frames to learn from in which one person is seen in one clip, by time; those that turn through a moment are none. */
export function tracksOf(table: SampleTable): number[][] {
  const { train, moments, times } = table;
  const timed = train.filter((i) => Number.isFinite(times[i]) && (moments[i] ?? -1) < 0);
  return byRecording(table, timed).map((track) => track.sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0)));
}

/** Samples of one person in one clip or sitting. */
export const byRecording = ({ clips, people }: SampleTable, samples: readonly number[]): number[][] =>
  grouped(samples, (i) => `${clips[i]} ${people[i]}`);

/** The frames of a track that have a positive, by time. @param track as `tracksOf` gives it */
export function anchorsOf(track: readonly number[], times: Float64Array): Anchor[] {
  const at = (frame: number) => times[track[frame] ?? 0] ?? Number.NaN;
  const nearest = (time: number): number => {
    let [first, after] = [0, track.length - 1];
    while (first < after) {
      const middle = (first + after) >> 1;
      if (at(middle) < time) first = middle + 1;
      else after = middle;
    }
    return after > 0 && time - at(after - 1) <= at(after) - time ? after - 1 : after;
  };
  return track.flatMap((sample, frame) => {
    const time = at(frame);
    const positives = OFFSETS.flatMap((offset, i) =>
      [time - offset, time + offset].flatMap((wanted) => {
        const found = nearest(wanted);
        const near = found !== frame && Math.abs(at(found) - wanted) <= SLACK;
        return near ? [{ sample: track[found] ?? 0, weight: WEIGHTS[i] ?? 0 }] : [];
      }),
    );
    return positives.length > 0 ? [{ sample, time, positives }] : [];
  });
}

/**
 * Rows [A, N, A⁺, N⁺]: row i and row i + size/2 are a pair, and i is their group; without `hard` there are no N. Clips take
 * turns, so that a batch shows as many of them as it can. Where a clip holds nothing far enough from A, N is of another.
 * @throws `bad-input` when fewer than two recordings hold a pair, or a pair would be one view twice
 */
export function clipSampler(table: SampleTable, size: number, { time, hard, plain, swapped }: ClipPairs): Sampler {
  const timed = () => tracksOf(table).map((track) => anchorsOf(track, table.times));
  const untimed = () => byRecording(table, table.train).map((own) => own.map(alone));
  const tracks = (time || hard ? timed() : untimed()).filter(({ length }) => length > 0);
  if (tracks.length < FEWEST_TRACKS) {
    throw new AppError(
      'bad-input',
      'Recordings are compared with each other: two of them, each of one person, longer than 3 s and with two frames a second or more, are needed at least. Record or import some.',
    );
  }
  if (!time && plain + swapped < 2) {
    throw new AppError('bad-input', 'A pair of one frame needs two views: set at least 2 views per sample.');
  }
  const turns = Math.floor(size / (hard ? 4 : 2));
  const pairs = hard ? 2 * turns : turns;
  return (rng) => {
    const draw = emptyDraw(2 * pairs);
    const order = shuffled(rng, tracks);
    for (let turn = 0; turn < turns; turn++) {
      const own = order[turn % order.length] ?? [];
      const first = one(rng, own);
      const anchors = [first];
      if (hard) anchors.push(one(rng, apart(own, first) ?? order[(turn + 1) % order.length] ?? []));
      // One number for both: the same new identity.
      const swap = swapped > 0 && rng.uniform() < SWAPPED_SHARE ? plain + integer(rng, swapped) : null;
      for (const [second, anchor] of anchors.entries()) {
        const row = turn + second * turns;
        const view = integer(rng, plain);
        const positive = time ? weighted(rng, anchor.positives) : anchor.sample;
        const other = time ? integer(rng, plain) : (view + 1 + integer(rng, plain - 1)) % plain;
        fill(draw, row, anchor.sample, view, table.labels[anchor.sample] ?? -1, row);
        fill(draw, row + pairs, positive, swap ?? other, table.labels[positive] ?? -1, row);
      }
    }
    return draw;
  };
}

/** Anchors of the same track that are far enough from one; null where there are none. */
function apart(track: readonly Anchor[], from: Anchor): Anchor[] | null {
  const far = track.filter(({ time }) => Math.abs(time - from.time) >= APART);
  return far.length > 0 ? far : null;
}

function weighted(rng: Rng, options: Anchor['positives']): number {
  const total = options.reduce((sum, { weight }) => sum + weight, 0);
  let left = rng.uniform() * total;
  for (const { sample, weight } of options) {
    left -= weight;
    if (left < 0) return sample;
  }
  return options.at(-1)?.sample ?? 0;
}

const alone = (sample: number): Anchor => ({ sample, time: Number.NaN, positives: [] });

const one = (rng: Rng, anchors: readonly Anchor[]): Anchor => anchors[integer(rng, anchors.length)] as Anchor;
