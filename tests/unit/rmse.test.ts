import { reshape, type Tensor1D, type Tensor2D, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { rmse } from '../../src/train/losses/rmse.ts';
import { type Rows, randomRows } from '../randomRows.ts';
import { startWasm } from './backends.ts';
import { expectDefinition, expectNoLeak, lossOf } from './lossChecks.ts';

beforeAll(startWasm);

const flat = (rows: Tensor2D): Tensor1D => reshape(rows, [-1]);
const loss = (x: Tensor2D, y: Tensor2D) => tidy(() => rmse(flat(x), flat(y)));

function slow(x: Rows, y: Rows): number {
  let total = 0;
  x.flat().forEach((value, i) => {
    total += (value - y.flat()[i]!) ** 2;
  });
  return Math.sqrt(total / x.flat().length + 1e-8);
}

describe.each(['cpu', 'wasm'] as const)('the root of the mean squared error on %s', (backend) => {
  const [x, y] = [randomRows(5, 1, 9), randomRows(6, 1, 9)];

  it('equals its definition, and so do its gradients', () =>
    expectDefinition(backend, loss as never, slow as never, [x, y]));

  it('is the distance where it is the same everywhere, and small with a finite gradient where there is none', async () => {
    const moved = x.map((row) => row.map((value, i) => value + (i % 2 ? 3 : -3)));
    expect(await lossOf(backend, loss as never, x, moved)).toBeCloseTo(3, 5);
    await expectDefinition(backend, loss as never, slow as never, [x, x]);
  });

  it('minds neither order nor a common shift, and scales with its rows', async () => {
    const changed = (rows: Rows) => rows.map((row) => row.map((value) => 4 * value + 7).reverse());
    expect(await lossOf(backend, loss as never, changed(x), changed(y))).toBeCloseTo(4 * slow(x, y), 4);
  });

  it('leaves only the result behind and refuses rows that do not fit', () => {
    expectNoLeak((a, b) => loss(a!, b!), x, y);
    expect(() => rmse(tensor1d([1, 2]), tensor1d([1, 2, 3]))).toThrow('one length');
    expect(() => rmse(tensor1d([]), tensor1d([]))).toThrow('at least 1');
  });
});
