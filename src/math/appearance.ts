/** How alike two face crops are: tells faces apart from frame to frame, and one sample from the next. Numbers only. */

/** Grey values less their mean, scaled to length 1. */
export type Appearance = Float32Array;

export function appearanceOf(grey: Uint8Array): Appearance {
  const mean = grey.reduce((sum, value) => sum + value, 0) / grey.length;
  return normalised(Float32Array.from(grey, (value) => value - mean));
}

/** Correlation of two crops, −1 to 1. */
export function similarity(a: Appearance, b: Appearance): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** `a` moved by `share` (0–1) towards `b`. */
export function blend(a: Appearance, b: Appearance, share: number): Appearance {
  return normalised(a.map((value, i) => value + share * (b[i]! - value)));
}

function normalised(values: Float32Array): Float32Array {
  const length = Math.hypot(...values) || 1;
  return values.map((value) => value / length);
}
