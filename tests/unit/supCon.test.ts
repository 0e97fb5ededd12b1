import { beforeAll, describe, expect, it } from 'vitest';
import { ntXent, supCon } from '../../src/train/losses/supCon.ts';
import { type Rows, randomRows } from '../randomRows.ts';
import { startWasm } from './backends.ts';
import { expectDefinition, expectNoLeak, lossOf } from './lossChecks.ts';

beforeAll(startWasm);

const TAU = 0.2;
/** Three of one kind, two of another, one alone, and one that is only a negative. */
const GROUPS = Int32Array.from([0, 1, 0, 1, 0, 2, -1]);
const z = randomRows(3, GROUPS.length, 5);

const unit = (row: number[]) => row.map((value) => value / Math.sqrt(row.reduce((s, v) => s + v * v, 1e-8)));
const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);

/** Khosla et al. 2020, eq. 2, one pair after the other. */
function slow(rows: Rows, groups = GROUPS, tau = TAU): number {
  const units = rows.map(unit);
  const terms: number[] = [];
  units.forEach((anchor, i) => {
    const positives = [...groups.keys()].filter((p) => p !== i && groups[p] === groups[i] && groups[i]! >= 0);
    if (positives.length === 0) return;
    const others = units.filter((_, a) => a !== i).reduce((sum, other) => sum + Math.exp(dot(anchor, other) / tau), 0);
    const logs = positives.map((p) => Math.log(Math.exp(dot(anchor, units[p]!) / tau) / others));
    terms.push(-logs.reduce((a, b) => a + b, 0) / positives.length);
  });
  return terms.reduce((a, b) => a + b, 0) / terms.length;
}

describe.each(['cpu', 'wasm'] as const)('the contrastive losses on %s', (backend) => {
  it('equal their definition, and so do their gradients', async () => {
    await expectDefinition(
      backend,
      (x) => supCon(x!, GROUPS, TAU),
      (x) => slow(x!),
      [z],
    );
  });

  it('are log(2N − 1) where all embeddings are the same', async () => {
    const same = [
      [1, 2, 3],
      [1, 2, 3],
      [1, 2, 3],
      [1, 2, 3],
    ];
    expect(await lossOf(backend, (a, b) => ntXent(a!, b!, 0.1), same, same)).toBeCloseTo(Math.log(7), 5);
  });

  it('go to 0 where only positives are alike', async () => {
    const axes = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ];
    expect(await lossOf(backend, (a, b) => ntXent(a!, b!, 0.05), axes, axes)).toBeLessThan(1e-6);
  });

  it('NT-Xent is SupCon with one positive each, in either order of the views', async () => {
    const [a, b] = [randomRows(1, 4, 6), randomRows(2, 4, 6)];
    const pairs = Int32Array.from([0, 1, 2, 3, 0, 1, 2, 3]);
    const expected = slow([...a, ...b], pairs, TAU);
    expect(await lossOf(backend, (x, y) => ntXent(x!, y!, TAU), a, b)).toBeCloseTo(expected, 5);
    expect(await lossOf(backend, (x, y) => ntXent(x!, y!, TAU), b, a)).toBeCloseTo(expected, 5);
  });

  it('do not depend on the lengths of the embeddings or the order of the rows', async () => {
    const scaled = z.map((row, i) => row.map((value) => value * (i + 1)));
    expect(await lossOf(backend, (x) => supCon(x!, GROUPS, TAU), scaled)).toBeCloseTo(slow(z), 4);
    const turned = Int32Array.from(GROUPS).reverse();
    expect(await lossOf(backend, (x) => supCon(x!, turned, TAU), [...z].reverse())).toBeCloseTo(slow(z), 4);
    const renamed = GROUPS.map((group) => (group < 0 ? -7 : 40 - group));
    expect(await lossOf(backend, (x) => supCon(x!, renamed, TAU), z)).toBeCloseTo(slow(z), 4);
  });

  it('stay finite for a row of zeros and a small temperature', async () => {
    const rows = z.map((row, i) => (i === 0 ? row.map(() => 0) : row));
    expect(await lossOf(backend, (x) => supCon(x!, GROUPS, 0.01), rows)).toBeGreaterThan(0);
  });

  it('leave only the loss behind', () => {
    expectNoLeak((x) => supCon(x!, GROUPS, TAU), z);
    expectNoLeak((a, b) => ntXent(a!, b!, TAU), z, z);
  });

  it.each([
    ['a batch without positives', Int32Array.from([0, 1, 2, 3, 4, 5, -1]), TAU],
    ['too few groups', Int32Array.from([0, 0]), TAU],
    ['a temperature of 0', GROUPS, 0],
  ])('refuse %s', async (_name, groups, tau) => {
    await expect(lossOf(backend, (x) => supCon(x!, groups, tau), z)).rejects.toThrow(/positive|groups|temperature/);
  });
});
