import { reshape, type Tensor1D, type Tensor2D, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { concordance, pearson } from '../../src/train/losses/concordance.ts';
import { type Rows, randomRows } from '../randomRows.ts';
import { startWasm } from './backends.ts';
import { expectDefinition, expectNoLeak, lossOf } from './lossChecks.ts';

beforeAll(startWasm);

const flat = (x: Tensor2D): Tensor1D => reshape(x, [-1]);
const ccc = (x: Tensor2D, y: Tensor2D) => tidy(() => concordance(flat(x), flat(y)));
const pcc = (x: Tensor2D, y: Tensor2D) => tidy(() => pearson(flat(x), flat(y)));

function moments(x: Rows, y: Rows) {
  const [a, b] = [x.flat(), y.flat()];
  const mean = (values: number[]) => values.reduce((s, v) => s + v, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  return {
    covariance: mean(a.map((v, i) => (v - ma) * (b[i]! - mb))),
    va: mean(a.map((v) => (v - ma) ** 2)),
    vb: mean(b.map((v) => (v - mb) ** 2)),
    shift: ma - mb,
  };
}
const slowCcc = (x: Rows, y: Rows) => {
  const { covariance, va, vb, shift } = moments(x, y);
  return (2 * covariance) / (va + vb + shift ** 2 + 1e-8);
};
const slowPcc = (x: Rows, y: Rows) => {
  const { covariance, va, vb } = moments(x, y);
  return covariance / Math.sqrt(va * vb + 1e-8);
};

describe.each(['cpu', 'wasm'] as const)('correlations on %s', (backend) => {
  const [x, y] = [randomRows(5, 1, 9), randomRows(6, 1, 9)];

  it('equal their definitions, and so do their gradients', async () => {
    await expectDefinition(backend, ccc as never, slowCcc as never, [x, y]);
    await expectDefinition(backend, pcc as never, slowPcc as never, [x, y]);
  });

  it('are 1 for equal rows; only concordance minds a shift or a scale', async () => {
    const moved = x.map((row) => row.map((value) => 3 * value + 2));
    expect(await lossOf(backend, ccc as never, x, x)).toBeCloseTo(1, 5);
    expect(await lossOf(backend, pcc as never, x, moved)).toBeCloseTo(1, 5);
    expect(await lossOf(backend, ccc as never, x, moved)).toBeLessThan(0.7);
  });

  it('do not depend on the order of the samples, nor on which row is first', async () => {
    const turned = (rows: Rows) => rows.map((row) => [...row].reverse());
    for (const [fast, slow] of [
      [ccc, slowCcc],
      [pcc, slowPcc],
    ] as const) {
      expect(await lossOf(backend, fast as never, turned(x), turned(y))).toBeCloseTo(slow(x, y), 5);
      expect(await lossOf(backend, fast as never, y, x)).toBeCloseTo(slow(x, y), 5);
    }
  });

  it('are finite where nothing varies', async () => {
    const still = x.map((row) => row.map(() => 0.5));
    expect(await lossOf(backend, pcc as never, still, y)).toBeCloseTo(0, 3);
    expect(await lossOf(backend, ccc as never, still, still)).toBeCloseTo(0, 3);
  });

  it('leave only the result behind and refuse rows that do not fit', () => {
    expectNoLeak((a, b) => ccc(a!, b!), x, y);
    expect(() => pearson(tensor1d([1, 2]), tensor1d([1, 2, 3]))).toThrow('one length');
    expect(() => concordance(tensor1d([1]), tensor1d([1]))).toThrow('at least 2');
  });
});
