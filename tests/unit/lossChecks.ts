/** What every loss has to pass: its definition in double precision, its gradient, no leaks. */

import { grads, memory, type Scalar, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import type { Rows } from '../randomRows.ts';
import { relativeError } from '../relativeError.ts';
import { computedOn } from './backends.ts';

type Loss = (...inputs: Tensor2D[]) => Scalar;
type Slow = (...inputs: Rows[]) => number;

export async function lossOf(backend: 'cpu' | 'wasm', loss: Loss, ...inputs: Rows[]): Promise<number> {
  const [value] = await computedOn(backend, () => [loss(...inputs.map((rows) => tensor2d(rows)))]);
  return value?.[0] ?? Number.NaN;
}

/** The loss and all of its gradients are those of the definition, by central differences. */
export async function expectDefinition(
  backend: 'cpu' | 'wasm',
  loss: Loss,
  slow: Slow,
  inputs: Rows[],
  tolerance = 1e-4,
): Promise<void> {
  expect(relativeError([await lossOf(backend, loss, ...inputs)], [slow(...inputs)])).toBeLessThan(tolerance);
  const found = await computedOn(backend, () => grads(loss as never)(inputs.map((rows) => tensor2d(rows))));
  const step = 1e-5;
  inputs.forEach((rows, which) => {
    const expected = rows.flatMap((row, i) =>
      row.map((_, j) => {
        const moved = (by: number) =>
          inputs.map((other, k) =>
            k === which ? other.map((r, a) => r.map((v, b) => (a === i && b === j ? v + by : v))) : other,
          );
        return (slow(...moved(step)) - slow(...moved(-step))) / (2 * step);
      }),
    );
    expect(relativeError(found[which] ?? [], expected)).toBeLessThan(tolerance);
  });
}

/** Calling the loss leaves one tensor behind: the loss. */
export function expectNoLeak(loss: Loss, ...inputs: Rows[]): void {
  const tensors = inputs.map((rows) => tensor2d(rows));
  const before = memory().numTensors;
  const value = loss(...tensors);
  expect(memory().numTensors).toBe(before + 1);
  value.dispose();
  for (const tensor of tensors) tensor.dispose();
}
