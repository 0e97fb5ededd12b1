/** Who is seen when in clips that several people watch, and which frames may be compared for it. Numbers only. */

import { grouped } from '../data/grouped.ts';
import { createRng, shuffled } from '../math/rng.ts';
import type { SampleTable } from './objective.ts';

/** Frames of the same person so far apart show something else (Cho et al. 2024, released code). */
const APART = 30;

/** Of the control: the same shuffle whenever a run goes on, is priced or looked into. */
const SHUFFLE_SEED = 1;

/** `at`: its number in the clip. `matched`: that by which frames of others are found; in the control another one. */
export type Frame = { sample: number; person: number; at: number; matched: number };

/** A frame with other people at about its time, and with frames of its own person at quite another one. */
export type Anchor = { frame: Frame; positives: () => Frame[]; negatives: () => Frame[] };

/** Half of the window of synchronous frames: ⌈(n/K − 1)/2⌉ + 1 (released code). @param faces K: people of the clip */
export const halfWindow = (most: number, faces: number): number => Math.ceil((most / faces - 1) / 2) + 1;

/**
 * The clip's time from frame to frame, ms (ours): the median, the lower one of two, of the gaps between successive
 * different times of one person. What was not kept in between lengthens few of them. NaN where nobody has two times.
 * @param times of each person
 */
export function frameStep(times: readonly (readonly number[])[]): number {
  const gaps = times.flatMap((own) => {
    const sorted = [...new Set(own)].sort((a, b) => a - b);
    return sorted.slice(1).map((time, i) => time - (sorted[i] ?? 0));
  });
  gaps.sort((a, b) => a - b);
  return gaps[Math.ceil(gaps.length / 2) - 1] ?? Number.NaN;
}

/**
 * Every frame to learn from that has somebody to be compared with, labelled or not: other people of the clip at most
 * `halfWindow` frames away, and the same person at least 30 frames away. A frame's number is its time in steps of its
 * clip, rounded.
 * @param most frames of others that a window is to hold at about
 * @param synchronous false for the control: each person's frames stand at one another's times, as others see them
 */
export function anchorsOf(table: SampleTable, most: number, synchronous: boolean): Anchor[] {
  const timed = table.train.filter((i) => (table.people[i] ?? -1) >= 0 && Number.isFinite(table.times[i]));
  return grouped(timed, (i) => table.clips[i] ?? -1).flatMap((clip) => anchorsOfClip(table, clip, most, synchronous));
}

function anchorsOfClip({ people, times }: SampleTable, clip: number[], most: number, synchronous: boolean): Anchor[] {
  const byPerson = grouped(clip, (i) => people[i] ?? -1);
  const step = frameStep(byPerson.map((own) => own.map((i) => times[i] ?? 0)));
  const reach = halfWindow(most, byPerson.length);
  const rng = createRng(SHUFFLE_SEED);
  const numbered = byPerson.map((own) => {
    const numbers = own.map((i) => Math.round((times[i] ?? 0) / step));
    const matched = synchronous ? numbers : shuffled(rng, numbers);
    return own.map((sample, k): Frame => {
      return { sample, person: people[sample] ?? -1, at: numbers[k] ?? 0, matched: matched[k] ?? 0 };
    });
  });
  const byNumber = new Map<number, Frame[]>();
  for (const frame of numbered.flat()) {
    const same = byNumber.get(frame.matched);
    if (same) same.push(frame);
    else byNumber.set(frame.matched, [frame]);
  }
  return numbered.flatMap((own) => {
    const [first, last] = [Math.min(...own.map(({ at }) => at)), Math.max(...own.map(({ at }) => at))];
    return own.flatMap((frame): Anchor[] => {
      const positives = () =>
        Array.from({ length: 2 * reach + 1 }, (_, i) => byNumber.get(frame.at - reach + i) ?? [])
          .flat()
          .filter(({ person }) => person !== frame.person);
      const negatives = () => own.filter(({ at }) => Math.abs(at - frame.at) >= APART);
      const lasting = frame.at - first >= APART || last - frame.at >= APART;
      return lasting && positives().length > 0 ? [{ frame, positives, negatives }] : [];
    });
  });
}
