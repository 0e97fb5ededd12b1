/** Proves that a backend computes what PyTorch computes, before anything is shown. Knows the pattern, not the backend. */

import { AppError } from '../rpc/appError.ts';

/** Largest accepted difference of a logit: fp32 backends stay below 1e-3, a half-precision one just fits. */
const TOLERANCE = 1e-2;

/** The crop that every backend answers at start-up, u8 [side, side]: (7x + 13y + xy) mod 256. */
export function selfTestPattern(side: number): Uint8Array {
  return Uint8Array.from({ length: side * side }, (_, i) => {
    const x = i % side;
    const y = Math.floor(i / side);
    return (7 * x + 13 * y + x * y) % 256;
  });
}

/** @throws `bad-weights` when the logits are not those of base.json: this backend must not be used */
export function checkSelfTest(logits: ArrayLike<number>, expected: readonly number[]): void {
  const differences = expected.map((value, i) => Math.abs(value - (logits[i] ?? Number.NaN)));
  // Negated so that NaN fails too.
  if (!differences.every((difference) => difference <= TOLERANCE)) {
    throw new AppError('bad-weights', `It computes wrong results here (off by ${Math.max(...differences)}).`);
  }
}
