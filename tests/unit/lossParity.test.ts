import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { lossCases, optimiserCases } from '../backendCases.ts';
import { relativeError } from '../relativeError.ts';
import { computedOn, startWasm } from './backends.ts';

const PARITY = 1e-5;

beforeAll(startWasm);

describe('wasm computes what cpu does', () => {
  it.each([...lossCases, ...optimiserCases])('$name', async ({ compute }) => {
    const expected = await computedOn('cpu', compute);
    const found = await computedOn('wasm', compute);
    expect(found.length).toBe(expected.length);
    for (const [i, value] of expected.entries()) {
      // Where everything is 0 there is nothing to compare: such a case would always pass.
      expect(Math.max(...value.map(Math.abs))).toBeGreaterThan(1e-5);
      expect(relativeError(found[i] ?? [], value)).toBeLessThan(PARITY);
    }
  });

  it.each([...lossCases, ...optimiserCases])('$name leaves nothing behind', async ({ compute }) => {
    const before = memory().numTensors;
    await computedOn('wasm', compute);
    expect(memory().numTensors).toBe(before);
  });
});
