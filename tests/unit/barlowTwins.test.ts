import { beforeAll, describe, expect, it } from 'vitest';
import { barlowTwins } from '../../src/train/losses/barlowTwins.ts';
import { type Rows, randomRows } from '../randomRows.ts';
import { startWasm } from './backends.ts';
import { expectDefinition, expectNoLeak, lossOf } from './lossChecks.ts';

beforeAll(startWasm);

const LAMBDA = 0.1;

/** Zbontar et al. 2021, eq. 1 and 2, number by number. */
function slow(a: Rows, b: Rows): number {
  const standardised = (rows: Rows) => {
    const columns = rows[0]!.map((_, d) => rows.map((row) => row[d]!));
    return columns.map((column) => {
      const mean = column.reduce((s, v) => s + v, 0) / column.length;
      const variance = column.reduce((s, v) => s + (v - mean) ** 2, 0) / column.length;
      return column.map((v) => (v - mean) / Math.sqrt(variance + 1e-6));
    });
  };
  const [x, y] = [standardised(a), standardised(b)];
  let loss = 0;
  x.forEach((p, d) => {
    y.forEach((q, e) => {
      const c = p.reduce((s, v, i) => s + v * q[i]!, 0) / p.length;
      loss += d === e ? (1 - c) ** 2 : LAMBDA * c * c;
    });
  });
  return loss;
}

describe.each(['cpu', 'wasm'] as const)('Barlow Twins on %s', (backend) => {
  const [a, b] = [randomRows(1, 6, 4), randomRows(2, 6, 4)];
  const loss = (x: Rows, y: Rows) => lossOf(backend, (p, q) => barlowTwins(p!, q!, LAMBDA), x, y);

  it('equals its definition, and so do its gradients', async () => {
    await expectDefinition(
      backend,
      (p, q) => barlowTwins(p!, q!, LAMBDA),
      (x, y) => slow(x!, y!),
      [a, b],
    );
  });

  it('is 0 for equal views whose dimensions tell nothing of each other, and the width for a constant one', async () => {
    const independent = [
      [1, 1],
      [1, -1],
      [-1, 1],
      [-1, -1],
    ];
    expect(await loss(independent, independent)).toBeCloseTo(0, 5);
    expect(
      await loss(
        independent,
        independent.map(() => [3, 3]),
      ),
    ).toBeCloseTo(2, 5);
  });

  it('does not depend on shifts and scales of the dimensions, nor on which view is first', async () => {
    const changed = a.map((row) => row.map((value, d) => 5 + (d + 1) * value));
    expect(await loss(changed, b)).toBeCloseTo(slow(a, b), 4);
    expect(await loss(b, a)).toBeCloseTo(slow(a, b), 4);
  });

  it('does not depend on the order of the samples or of the dimensions', async () => {
    const turned = (rows: Rows) => rows.map((row) => [...row].reverse());
    expect(await loss([...a].reverse(), [...b].reverse())).toBeCloseTo(slow(a, b), 5);
    expect(await loss(turned(a), turned(b))).toBeCloseTo(slow(a, b), 5);
  });

  it('leaves only the loss behind and refuses views that do not fit', async () => {
    expectNoLeak((p, q) => barlowTwins(p!, q!), a, b);
    await expect(loss(a, b.slice(1))).rejects.toThrow('one shape');
    await expect(loss([[1, 2]], [[1, 2]])).rejects.toThrow('at least 2');
  });
});
