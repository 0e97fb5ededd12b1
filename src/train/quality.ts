/** What likeness tells about stored samples: near-duplicates, outliers, likely wrong labels. Numbers and records only. */

import type { Sample } from '../data/schema.ts';
import type { Remembrance } from './memory.ts';
import { mostAlike, NEIGHBOURS, vote } from './neighbours.ts';
import type { QualityReport } from './protocol.ts';
import type { Similarities } from './similarities.ts';

/**
 * Cosine of near-duplicates. Two different people never came closer than 0.9978 (110,000 pairs of 400 press photographs);
 * of frames 67 ms apart half lie above it where a face rests, and a tenth where it moves.
 */
const DUPLICATE = 0.999;
/** Near-duplicates also look the same way, degrees. */
const SAME_POSE = 3;

/** Frames of one clip this near in time show the same instant: they must not vouch for each other, ms. */
const SAME_INSTANT_MS = 1_000;

/** A label is doubted when another class has this share of the vote: finds 9 of 10 planted swaps of three classes, and 0.6 % more. */
const DOUBT = 0.8;
/** A class with fewer samples from other instants is no witness. */
const WITNESSES = 3;

/** Outliers are judged by the mean distance to so many of their class … */
const COMPANY = 10;
/**
 * … and stand out by so many robust deviations of its logarithm: distances are skewed, and without it a clean class
 * has 8 % outliers. With it 1.8 %, and half of the faces that show another expression.
 */
const FAR = 2.5;
/** Least deviation, so that a class of one still take has no outliers for nothing. */
const LEAST_SPREAD = 0.1;

/** What is known of each remembered sample, in the order of the embeddings. */
export type Judged = Pick<Sample, 'clip' | 'time' | 'yaw' | 'pitch'>;

/**
 * @param records of `remembered.ids`, from the oldest on: of a group of duplicates the oldest is to be kept
 * @param onStep called after each step with the samples judged so far
 */
export async function judgeSamples(
  { ids, labels, classes }: Remembrance,
  records: readonly Judged[],
  similarities: Pick<Similarities, 'step' | 'rows'>,
  onStep: (done: number, total: number) => void,
): Promise<QualityReport> {
  const n = ids.length;
  const mates = instantMates(records);
  const sizes = new Array<number>(classes.length).fill(0);
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1;

  const groups = new Map<number, number[]>();
  const grouped = new Uint8Array(n);
  const distances = new Float64Array(n).fill(Number.NaN);
  const doubts = new Map<number, { label: number; share: number }>();

  for (let first = 0; first < n; first += similarities.step) {
    const block = await similarities.rows(first);
    for (let i = first; i * n < first * n + block.length; i++) {
      const cosines = block.subarray((i - first) * n, (i - first + 1) * n);
      if (!grouped[i]) {
        // Near the first one, not near each other: a slow movement is no chain of duplicates.
        for (let j = i + 1; j < n; j++) {
          if (grouped[j] || (cosines[j] as number) < DUPLICATE || !samePose(records[i], records[j])) continue;
          grouped[j] = 1;
          groups.set(i, [...(groups.get(i) ?? [i]), j]);
        }
      }
      const own = labels[i] ?? 0;
      const others = sizes.slice();
      const mine = mates(i);
      for (const mate of mine) {
        const label = labels[mate] ?? 0;
        others[label] = (others[label] ?? 0) - 1;
      }
      const company = mostAlike(cosines, COMPANY, (j) => labels[j] === own && !mine.has(j));
      if (company.length === COMPANY) {
        distances[i] = 1 - company.reduce((sum, j) => sum + (cosines[j] ?? 0), 0) / COMPANY;
      }
      const doubt = doubted(own, cosines, others, labels, mine);
      if (doubt) doubts.set(i, doubt);
    }
    onStep(Math.min(n, first + similarities.step), n);
  }

  const id = (row: number) => ids[row] ?? '';
  return {
    duplicates: [...groups.values()].map((rows) => rows.map(id)),
    outliers: farOnes(distances, labels, classes.length)
      .filter((row) => !doubts.has(row))
      .map((row) => ({ id: id(row), distance: distances[row] ?? 0 })),
    mislabelled: [...doubts]
      .sort(([, a], [, b]) => b.share - a.share)
      .map(([row, { label, share }]) => ({ id: id(row), classId: classes[label] ?? '', share })),
  };
}

/** The class that a sample's neighbours name against its label; null where they agree or are too few to tell. */
function doubted(own: number, cosines: Float32Array, sizes: number[], labels: Int32Array, mates: Set<number>) {
  if ((sizes[own] ?? 0) < WITNESSES) return null;
  const neighbours = mostAlike(cosines, NEIGHBOURS, (j) => !mates.has(j) && (sizes[labels[j] ?? 0] ?? 0) >= WITNESSES);
  const shares = vote(neighbours, cosines, labels, sizes);
  const label = shares.indexOf(Math.max(...shares));
  const share = shares[label] ?? 0;
  return label !== own && share >= DOUBT ? { label, share } : null;
}

/** Row → the rows of the same instant, itself among them. */
function instantMates(records: readonly Judged[]): (row: number) => Set<number> {
  const clips = new Map<string, number[]>();
  for (const [row, { clip }] of records.entries()) {
    if (clip === null) continue;
    const rows = clips.get(clip);
    if (rows) rows.push(row);
    else clips.set(clip, [row]);
  }
  return (row) => {
    const { clip = null, time = null } = records[row] ?? {};
    const near = (other: number) => Math.abs((records[other]?.time ?? 0) - (time ?? 0)) < SAME_INSTANT_MS;
    return new Set([row, ...(clip === null ? [] : (clips.get(clip) ?? []).filter(near))]);
  };
}

/** Rows whose distance stands out in their class, the farthest first. */
function farOnes(distances: Float64Array, labels: Int32Array, classes: number): number[] {
  const rows: number[] = [];
  for (let label = 0; label < classes; label++) {
    const own = [...labels.keys()].filter((row) => labels[row] === label && !Number.isNaN(distances[row]));
    const logs = own.map((row) => Math.log(Math.max(1e-6, distances[row] ?? 0)));
    const middle = median(logs);
    const spread = Math.max(LEAST_SPREAD, 1.4826 * median(logs.map((value) => Math.abs(value - middle))));
    rows.push(...own.filter((_, i) => ((logs[i] ?? 0) - middle) / spread > FAR));
  }
  return rows.sort((a, b) => (distances[b] ?? 0) - (distances[a] ?? 0));
}

/** The lower middle value; 0 of none. */
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;
}

/** Whether two faces look the same way, as far as that is known. */
function samePose(a: Judged | undefined, b: Judged | undefined): boolean {
  const near = (x: number | null = null, y: number | null = null) =>
    x === null || y === null || Math.abs(x - y) <= SAME_POSE;
  return near(a?.yaw, b?.yaw) && near(a?.pitch, b?.pitch);
}
