import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floatsToHalves, halvesToFloats } from '../../src/math/halfFloat.ts';

const every = Uint16Array.from({ length: 2 ** 16 }, (_, bits) => bits);
const known = halvesToFloats(every);

/** The nearest half by looking at all of them; among equals the one with an even fraction. */
function nearest(value: number): number {
  let best = 0;
  for (let bits = 0; bits < 0x7c00; bits++) {
    const [now, before] = [Math.abs((known[bits] ?? 0) - value), Math.abs((known[best] ?? 0) - value)];
    if (now < before || (now === before && bits % 2 === 0)) best = bits;
  }
  // Half-way beyond the largest half is infinite.
  return value >= 65520 ? 0x7c00 : best;
}

describe('half floats', () => {
  it('come back from single precision bit by bit, all of them that are numbers', () => {
    const back = floatsToHalves(known);
    for (let bits = 0; bits < every.length; bits++) {
      if (Number.isNaN(known[bits])) expect(Number.isNaN(halvesToFloats(back.subarray(bits, bits + 1))[0])).toBe(true);
      else expect(back[bits]).toBe(bits);
    }
  });

  it('are the nearest ones, ties to even, in every range', () => {
    const range = fc.oneof(
      fc.double({ min: 0, max: 1e-7, noNaN: true }),
      fc.double({ min: 0, max: 1e-4, noNaN: true }),
      fc.double({ min: 0, max: 2, noNaN: true }),
      fc.double({ min: 0, max: 70_000, noNaN: true }),
      fc.integer({ min: 2_048, max: 4_096 }),
    );
    fc.assert(
      fc.property(range, (value) => {
        const single = Math.fround(value);
        expect(floatsToHalves(Float32Array.of(single))[0]).toBe(nearest(single));
      }),
      { numRuns: 300 },
    );
  });

  it('keep sign, infinity and NaN', () => {
    const [minus, infinite, none] = halvesToFloats(
      floatsToHalves(Float32Array.of(-1.5, Number.NEGATIVE_INFINITY, Number.NaN)),
    );
    expect([minus, infinite]).toEqual([-1.5, Number.NEGATIVE_INFINITY]);
    expect(none).toBeNaN();
  });
});
