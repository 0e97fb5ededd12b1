/** Which of two models reads valence and arousal better, told from what both read of the same samples. Numbers only. */

import type { Rng } from '../../math/rng.ts';
import { meanCcc, strengthRows } from './affect.ts';
import type { Interval, Verdict } from './report.ts';
import { bootstrap, createResampler } from './resample.ts';

export type Strength = 'all' | 'weak' | 'strong';

/** `a`, `b`: mean concordance of both axes; `interval`: paired, 95 %, of a − b. */
export type AffectComparison = {
  strength: Strength;
  samples: number;
  a: number;
  b: number;
  interval: Interval;
  verdict: Verdict<'A' | 'B' | 'undecided'>;
};

export type AffectComparisonInput = {
  /** How the two are called in the verdicts. */
  names: [a: string, b: string];
  /** f32 [n, 2] of (valence, arousal); NaN where nobody said. */
  ratings: Float32Array;
  /** What each reads of them, f32 [n, 2]. */
  read: [a: Float32Array, b: Float32Array];
  /** [n], by which the bootstrap draws. */
  labels: Int32Array;
  people: readonly string[];
};

/** Of all rated samples, then of the weak and the strong ones; nothing where too few are rated or none is weak. */
export function compareAffect(input: AffectComparisonInput, rng: Rng): AffectComparison[] {
  const { names, ratings, read, labels, people } = input;
  const groups = strengthRows(ratings);
  if (!groups) return [];
  const kinds = (['all', 'weak', 'strong'] as const).filter((strength) => groups[strength].length > 1);
  const [a, b] = read;
  const differences = (weights?: Int32Array) =>
    kinds.map(
      (strength) => meanCcc(a, ratings, groups[strength], weights) - meanCcc(b, ratings, groups[strength], weights),
    );
  const intervals = bootstrap(createResampler(labels, people, rng), differences);
  return kinds.map((strength, i) => {
    const rows = groups[strength];
    const interval = intervals[i] as Interval;
    const found = { a: meanCcc(a, ratings, rows), b: meanCcc(b, ratings, rows), interval };
    return { strength, samples: rows.length, ...found, verdict: verdictOf(strength, found, names) };
  });
}

function verdictOf(
  strength: Strength,
  { a, b, interval: [low, high] }: Pick<AffectComparison, 'a' | 'b' | 'interval'>,
  [nameA, nameB]: [string, string],
): AffectComparison['verdict'] {
  const margin = `concordance ${a.toFixed(2)} and ${b.toFixed(2)}, 95 % interval of the difference ${low.toFixed(2)} to ${high.toFixed(2)}`;
  const of = `valence and arousal of ${strength} expressions`;
  if (low <= 0 && high >= 0) {
    const sentence = `No difference between ${nameA} and ${nameB} in reading ${of} can be shown (${margin}).`;
    return { level: 'undecided', sentence };
  }
  const [level, better, other] = low > 0 ? (['A', nameA, nameB] as const) : (['B', nameB, nameA] as const);
  return { level, sentence: `${better} reads ${of} better than ${other} (${margin}).` };
}
