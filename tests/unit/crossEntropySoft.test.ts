import type { Tensor2D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../src/math/rng.ts';
import { type CrossEntropyOptions, crossEntropy } from '../../src/train/losses/crossEntropy.ts';
import { type Rows, randomRows } from '../randomRows.ts';
import { startWasm } from './backends.ts';
import { expectDefinition, expectNoLeak, lossOf } from './lossChecks.ts';

beforeAll(startWasm);

const CLASSES = 4;
const LABELS = Int32Array.from([2, 0, 0, 3, 1, 0]);
const WEIGHTS = [0.5, 2, 0, 1];
const logits = randomRows(1, LABELS.length, CLASSES);
const oneHot = Array.from(LABELS, (label) => Array.from({ length: CLASSES }, (_, k) => (k === label ? 1 : 0)));

const rng = createRng(2);
/** Ten votes each, as FERPlus has them. */
const votes = LABELS.reduce<Rows>((rows) => {
  const row = new Array<number>(CLASSES).fill(0);
  for (let vote = 0; vote < 10; vote++) row[Math.floor(rng.uniform() * CLASSES)]! += 0.1;
  return [...rows, row];
}, []);

const packed = (rows: Rows) => Float32Array.from(rows.flat());
const of = (targets: Int32Array | Float32Array, options?: CrossEntropyOptions) => (x: Tensor2D) =>
  crossEntropy(x, targets, options);

/** The definition, one vote after the other, in double precision. */
function slow(rows: Rows, targets: Rows, smoothing = 0, weights: readonly number[] = [1, 1, 1, 1]): number {
  let [loss, total] = [0, 0];
  rows.forEach((row, i) => {
    const sum = row.reduce((s, value) => s + Math.exp(value), 0);
    row.forEach((value, k) => {
      const vote = weights[k]! * (targets[i]![k]! * (1 - smoothing) + smoothing / CLASSES);
      loss -= vote * Math.log(Math.exp(value) / sum);
      total += vote;
    });
  });
  return loss / total;
}

describe.each(['cpu', 'wasm'] as const)('cross-entropy with soft targets on %s', (backend) => {
  it.each<[string, Int32Array | Float32Array, Rows, CrossEntropyOptions]>([
    ['votes', packed(votes), votes, {}],
    ['smoothed labels', LABELS, oneHot, { smoothing: 0.2 }],
    ['weighted labels', LABELS, oneHot, { weights: WEIGHTS }],
    ['smoothed and weighted votes', packed(votes), votes, { smoothing: 0.1, weights: WEIGHTS }],
  ])('equals its definition, and so does its gradient: %s', (_name, targets, rows, options) =>
    expectDefinition(
      backend,
      (x) => crossEntropy(x!, targets, options),
      (x) => slow(x!, rows, options.smoothing, options.weights),
      [logits],
    ),
  );

  it('is what labels say where each row has one vote', async () => {
    const hard = await lossOf(backend, of(LABELS) as never, logits);
    expect(await lossOf(backend, of(packed(oneHot)) as never, logits)).toBe(hard);
  });

  it('is log K for a flat answer, whatever the votes, weights and smoothing', async () => {
    const flat = logits.map((row) => row.map(() => -2));
    for (const options of [{}, { weights: WEIGHTS }, { smoothing: 0.3 }, { smoothing: 0.3, weights: WEIGHTS }]) {
      expect(await lossOf(backend, of(packed(votes), options) as never, flat)).toBeCloseTo(Math.log(CLASSES), 5);
    }
  });

  it('is the entropy of the votes where the answer equals them: there is nothing lower', async () => {
    const spread = votes.map((row) => row.map((vote) => 0.9 * vote + 0.1 / CLASSES));
    const exact = spread.map((row) => row.map(Math.log));
    const entropy = spread.flat().reduce((sum, p) => sum - p * Math.log(p), 0) / spread.length;
    expect(await lossOf(backend, of(packed(spread)) as never, exact)).toBeCloseTo(entropy, 5);
    expect(await lossOf(backend, of(packed(spread)) as never, logits)).toBeGreaterThan(entropy);
  });

  it('does not depend on the order of classes or rows, nor on the scale of the weights', async () => {
    const expected = slow(logits, votes, 0.1, WEIGHTS);
    const turned = (rows: Rows) => rows.map((row) => [...row].reverse());
    const options = { smoothing: 0.1, weights: [...WEIGHTS].reverse() };
    expect(await lossOf(backend, of(packed(turned(votes)), options) as never, turned(logits))).toBeCloseTo(expected, 5);
    const scaled = { smoothing: 0.1, weights: WEIGHTS.map((weight) => 1000 * weight) };
    const back = of(packed([...votes].reverse()), scaled);
    expect(await lossOf(backend, back as never, [...logits].reverse())).toBeCloseTo(expected, 5);
  });

  it('leaves only the loss behind', () => {
    expectNoLeak((x) => crossEntropy(x!, packed(votes), { smoothing: 0.1, weights: WEIGHTS }), logits);
  });

  const changed = (at: number, value: number) => packed(votes).map((vote, i) => (i === at ? value : vote));
  it.each([
    ['votes that do not sum to 1', changed(5, (votes[1]?.[1] ?? 0) + 0.01), {}, 'Row 1'],
    ['a negative vote', packed([[1.5, -0.5, 0, 0], ...votes.slice(1)]), {}, 'Row 0'],
    ['a vote that is no number', changed(22, Number.NaN), {}, 'Row 5'],
    ['an infinite vote', changed(9, Number.POSITIVE_INFINITY), {}, 'Row 2'],
    ['too few votes', packed(votes).subarray(4), {}, 'as many votes'],
    ['a smoothing of 1', LABELS, { smoothing: 1 }, 'below 1'],
    ['a negative smoothing', LABELS, { smoothing: -0.1 }, 'below 1'],
    ['too few weights', LABELS, { weights: [1, 1, 1] }, 'as many weights'],
    ['a negative weight', LABELS, { weights: [1, 1, 1, -1] }, 'as many weights'],
    ['an infinite weight', LABELS, { weights: [1, 1, 1, Number.POSITIVE_INFINITY] }, 'as many weights'],
    ['weights that leave nothing', Int32Array.from([0, 0, 0, 0, 0, 0]), { weights: [0, 1, 1, 1] }, 'nothing to learn'],
  ])('refuses %s', async (_name, targets, options, message) => {
    await expect(lossOf(backend, of(targets, options) as never, logits)).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining(message),
    });
  });

  it('takes votes that were rounded', async () => {
    const rounded = packed(votes.map((row) => row.map((vote) => vote * 1.0009)));
    expect(await lossOf(backend, of(rounded) as never, logits)).toBeCloseTo(slow(logits, votes), 4);
  });
});
