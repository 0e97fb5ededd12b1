import { grad, memory, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng, integer, normal } from '../../src/math/rng.ts';
import { crossEntropy } from '../../src/train/losses/crossEntropy.ts';
import { relativeError } from '../relativeError.ts';
import { computedOn, startWasm } from './backends.ts';

beforeAll(startWasm);

const BATCH = 7;
const CLASSES = 5;
const rng = createRng(4);
const logits = Array.from({ length: BATCH }, () => Array.from({ length: CLASSES }, () => 2 * normal(rng)));
const labels = Int32Array.from({ length: BATCH }, () => integer(rng, CLASSES));

/** The definition, one sample after the other, in double precision. */
function slow(rows: number[][]): number {
  let total = 0;
  rows.forEach((row, i) => {
    const sum = row.reduce((s, value) => s + Math.exp(value), 0);
    total -= Math.log(Math.exp(row[labels[i] ?? 0] ?? 0) / sum);
  });
  return total / rows.length;
}

const lossOf = async (backend: 'cpu' | 'wasm', rows: number[][], targets = labels) => {
  const [value] = await computedOn(backend, () => [crossEntropy(tensor2d(rows), targets)]);
  return value?.[0] ?? Number.NaN;
};

describe.each(['cpu', 'wasm'] as const)('cross-entropy on %s', (backend) => {
  it('is log K where nothing is known', async () => {
    const flat = logits.map((row) => row.map(() => 3));
    expect(await lossOf(backend, flat)).toBeCloseTo(Math.log(CLASSES), 6);
  });

  it('is 0 where the right answer is certain, and the margin where a wrong one is', async () => {
    const right = Array.from(labels, (label) => Array.from({ length: CLASSES }, (_, c) => (c === label ? 100 : 0)));
    expect(await lossOf(backend, right)).toBeCloseTo(0, 6);
    const wrong = right.map((row) => row.map((value) => 100 - value));
    expect(await lossOf(backend, wrong)).toBeCloseTo(100 + Math.log(CLASSES - 1), 4);
  });

  it('equals the slow definition', async () => {
    expect(await lossOf(backend, logits)).toBeCloseTo(slow(logits), 5);
  });

  it('does not change when all logits of a row rise together, or the rows change places', async () => {
    const raised = logits.map((row, i) => row.map((value) => value + 10 * i));
    expect(await lossOf(backend, raised)).toBeCloseTo(slow(logits), 4);
    expect(await lossOf(backend, [...logits].reverse(), Int32Array.from(labels).reverse())).toBeCloseTo(
      slow(logits),
      5,
    );
  });

  it('has the gradient of its finite differences', async () => {
    const [found] = await computedOn(backend, () => [
      grad((x) => crossEntropy(x as Tensor2D, labels))(tensor2d(logits)),
    ]);
    const step = 1e-4;
    const expected = logits.flatMap((row, i) =>
      row.map((_, c) => {
        const moved = (by: number) => logits.map((r, k) => r.map((v, j) => (k === i && j === c ? v + by : v)));
        return (slow(moved(step)) - slow(moved(-step))) / (2 * step);
      }),
    );
    expect(relativeError(found ?? [], expected)).toBeLessThan(1e-5);
  });

  it('leaves only the loss behind', async () => {
    const x = tensor2d(logits);
    const before = memory().numTensors;
    const loss = crossEntropy(x, labels);
    expect(memory().numTensors).toBe(before + 1);
    loss.dispose();
    x.dispose();
  });

  it.each([
    ['a negative label', [0, 1, 2, 3, 4, 0, -1]],
    ['a label beyond the classes', [0, 1, 2, 3, 4, 0, 5]],
    ['too few labels', [0, 1]],
  ])('refuses %s', (_name, wrong) => {
    expect(() => crossEntropy(tensor2d(logits), Int32Array.from(wrong))).toThrow(/class|labels/);
  });
});
