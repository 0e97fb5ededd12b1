/** Neighbours, memory votes and the quality rules, against brute force and against what must not matter. */

import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng, normal } from '../../src/math/rng.ts';
import { cosinesTo, mostAlike, normaliseRows, vote } from '../../src/train/neighbours.ts';
import { type Judged, judgeSamples } from '../../src/train/quality.ts';
import { createSimilarities } from '../../src/train/similarities.ts';
import { startWasm } from './backends.ts';

const WIDTH = 16;

beforeAll(startWasm);

/** `perClass` unit vectors about each of `classes` axes; `spread` 0: all on the axis. */
function clouds(classes: number, perClass: number, spread: number, seed = 1) {
  const rng = createRng(seed);
  const labels = Int32Array.from({ length: classes * perClass }, (_, i) => Math.floor(i / perClass));
  const vectors = Float32Array.from(
    { length: labels.length * WIDTH },
    (_, i) => spread * normal(rng) + (i % WIDTH === labels[Math.floor(i / WIDTH)] ? 1 : 0),
  );
  normaliseRows(vectors, WIDTH);
  return { vectors, labels };
}

const rowOf = (vectors: Float32Array, row: number) => vectors.subarray(row * WIDTH, (row + 1) * WIDTH);

describe('neighbours', () => {
  const { vectors, labels } = clouds(3, 20, 0.3);
  const query = rowOf(clouds(3, 20, 0.3, 2).vectors, 25);
  const cosines = cosinesTo(query, vectors, labels.length);

  it('are those that sorting everything gives, among those that may be', () => {
    const even = (row: number) => row % 2 === 0;
    for (const may of [() => true, even]) {
      const sorted = [...cosines.keys()].filter(may).sort((a, b) => (cosines[b] ?? 0) - (cosines[a] ?? 0));
      for (const k of [1, 7, 200]) expect(mostAlike(cosines, k, may)).toEqual(sorted.slice(0, k));
    }
  });

  it('lie at the cosine of the angle, whatever the length', () => {
    const scaled = vectors.map((value, i) => value * (1 + (Math.floor(i / WIDTH) % 5)));
    normaliseRows(scaled, WIDTH);
    const again = cosinesTo(query, scaled, labels.length);
    for (const [row, cosine] of cosines.entries()) expect(again[row]).toBeCloseTo(cosine, 5);
    expect(cosinesTo(query, query, 1)[0]).toBeCloseTo(1, 6);
  });

  it('vote for the class they are of, in shares that sum to 1', () => {
    const shares = vote(mostAlike(cosines, 20), cosines, labels, [20, 20, 20]);
    expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1, 5);
    expect(shares.indexOf(Math.max(...shares))).toBe(1);
  });

  it('do not let a class win by count', () => {
    // Between a class of two and one of 200, equally alike: nobody leads.
    const alike = new Float32Array(202).fill(0.9);
    const many = Int32Array.from({ length: 202 }, (_, i) => (i < 2 ? 0 : 1));
    const shares = vote([...many.keys()], alike, many, [2, 200]);
    expect(shares[0]).toBeCloseTo(0.5, 5);
  });
});

describe('the quality report', () => {
  const still: Judged = { clip: null, time: null, yaw: 0, pitch: 0 };

  const judge = async (vectors: Float32Array, labels: Int32Array, records?: Judged[]) => {
    const similarities = createSimilarities(vectors, WIDTH);
    try {
      const ids = [...labels.keys()].map((row) => `s${row}`);
      const given = records ?? ids.map(() => still);
      const classes = ['a', 'b', 'c'];
      return await judgeSamples({ ids, vectors, labels, classes }, given, similarities, () => {});
    } finally {
      similarities.dispose();
    }
  };

  it('finds swapped labels and names the true class, and leaves no tensor', async () => {
    const { vectors, labels } = clouds(3, 30, 0.12);
    const before = memory().numTensors;
    expect((await judge(vectors, labels)).mislabelled).toEqual([]);
    labels[4] = 1;
    labels[40] = 2;
    const { mislabelled, outliers } = await judge(vectors, labels);
    expect(mislabelled.map(({ id, classId }) => `${id} ${classId}`).sort()).toEqual(['s4 a', 's40 b']);
    // What is doubted is not listed a second time.
    expect(outliers.filter(({ id }) => id === 's4' || id === 's40')).toEqual([]);
    expect(memory().numTensors).toBe(before);
  });

  it('does not let frames of one second confirm each other', async () => {
    const { vectors, labels } = clouds(2, 30, 0.12);
    const records = Array.from(labels, (): Judged => ({ ...still }));
    // Eight frames of a take of class a, labelled b: without their times they would be each other's nearest.
    for (let i = 0; i < 8; i++) {
      vectors.set(rowOf(vectors, 0), i * WIDTH);
      labels[i] = 1;
      records[i] = { ...still, clip: 'take', time: 100 * i };
    }
    const found = async (given: Judged[]) => (await judge(vectors, labels, given)).mislabelled.map(({ id }) => id);
    expect((await found(records)).length).toBe(8);
    expect(await found(records.map(() => still))).toEqual([]);
    // Seconds apart they are evidence.
    expect(await found(records.map((record, i) => ({ ...record, time: 5_000 * i })))).toEqual([]);
  });

  it('does not doubt a class that has nothing but this one take', async () => {
    const { vectors, labels } = clouds(2, 30, 0.12);
    const records = Array.from(
      labels,
      (label, i): Judged => (label === 1 ? { ...still, clip: 'take', time: i } : still),
    );
    vectors.set(rowOf(vectors, 0), 30 * WIDTH);
    expect((await judge(vectors, labels, records)).mislabelled).toEqual([]);
  });

  it('groups what is the same picture, the oldest first, but not a face turned away', async () => {
    const { vectors, labels } = clouds(2, 15, 0.2);
    for (const copy of [9, 20]) vectors.set(rowOf(vectors, 3), copy * WIDTH);
    vectors.set(rowOf(vectors, 5), 6 * WIDTH);
    const records = Array.from(labels, (_, i): Judged => ({ ...still, yaw: i === 6 ? 20 : 0 }));
    expect((await judge(vectors, labels, records)).duplicates).toEqual([['s3', 's9', 's20']]);
    records[6] = { ...still, yaw: null };
    expect((await judge(vectors, labels, records)).duplicates).toContainEqual(['s5', 's6']);
  });

  it('makes no chain of a slow movement: all are near the first', async () => {
    const steps = 60;
    const vectors = new Float32Array(steps * WIDTH);
    for (let i = 0; i < steps; i++) {
      vectors[i * WIDTH] = Math.cos(i * 0.02);
      vectors[i * WIDTH + 1] = Math.sin(i * 0.02);
    }
    const { duplicates } = await judge(vectors, new Int32Array(steps));
    for (const [first = '', ...others] of duplicates) {
      const from = rowOf(vectors, Number(first.slice(1)));
      for (const other of others) {
        expect(cosinesTo(from, rowOf(vectors, Number(other.slice(1))), 1)[0]).toBeGreaterThan(0.9989);
      }
    }
    expect(duplicates.length).toBeGreaterThan(5);
  });

  it('calls far what is far from its class alone, and nothing in an even cloud', async () => {
    const { vectors, labels } = clouds(2, 40, 0.1);
    const quiet = (await judge(vectors, labels)).outliers;
    expect(quiet.length).toBeLessThanOrEqual(2);
    // Far from both classes: nobody's, so no other label is named.
    vectors.fill(0, 7 * WIDTH, 8 * WIDTH);
    vectors[7 * WIDTH + 9] = 1;
    const { outliers, mislabelled } = await judge(vectors, labels);
    expect(outliers[0]?.id).toBe('s7');
    expect(outliers[0]?.distance).toBeGreaterThan(0.6);
    expect(mislabelled.filter(({ id }) => id !== 's7')).toEqual([]);
  });

  it('is the same by small steps and in one, and does not depend on the number of a class', async () => {
    const { vectors, labels } = clouds(3, 25, 0.3);
    labels[3] = 2;
    const { report, sizes } = await inSteps(vectors, labels, 4);
    const whole = await judge(vectors, labels);
    expect(report.outliers.map(({ id }) => id)).toEqual(whole.outliers.map(({ id }) => id));
    expect(report.mislabelled).toMatchObject(whole.mislabelled.map(({ id, classId }) => ({ id, classId })));
    expect(report.mislabelled[0]?.share).toBeCloseTo(whole.mislabelled[0]?.share ?? 0, 5);
    expect(sizes.at(-1)).toBe(75);
    const swapped = labels.map((label) => 2 - label);
    const mirrored = await judge(vectors, swapped);
    expect(mirrored.mislabelled.map(({ id }) => id)).toEqual(report.mislabelled.map(({ id }) => id));
  });

  const inSteps = async (vectors: Float32Array, labels: Int32Array, step: number) => {
    const n = labels.length;
    const sizes: number[] = [];
    const rows = async (first: number) => {
      const block = new Float32Array(Math.min(step, n - first) * n);
      for (let i = 0; i * n < block.length; i++) block.set(cosinesTo(rowOf(vectors, first + i), vectors, n), i * n);
      return block;
    };
    const ids = [...labels.keys()].map((row) => `s${row}`);
    const remembered = { ids, vectors, labels, classes: ['a', 'b', 'c'] };
    const records = ids.map(() => still);
    const report = await judgeSamples(remembered, records, { step, rows }, (done) => sizes.push(done));
    return { report, sizes };
  };
});
