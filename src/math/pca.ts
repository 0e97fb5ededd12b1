/** Principal axes of rows: where they vary most. Numbers only. */

/** `mean` f32 [width]; `axes` f32 [count, width], of length 1 and at right angles, the one of most variance first. */
export type PrincipalAxes = { mean: Float32Array; axes: Float32Array };

/** Iterations until the axes stand still for the eye; near-equal variances turn slowly, and do not matter then. */
const ITERATIONS = 30;

/**
 * Axes of rows f32 [n, width] by subspace iteration on the covariance (Golub & Van Loan 2013, section 8.2.4).
 * @param from axes to begin with: those of similar rows keep their signs, so that a map does not flip
 */
export function principalAxes(rows: Float32Array, width: number, count: number, from?: Float32Array): PrincipalAxes {
  const n = rows.length / width;
  const mean = new Float32Array(width);
  for (let i = 0; i < rows.length; i++) mean[i % width]! += rows[i]! / n;
  const covariance = covarianceOf(rows, mean);
  // Without a hint, coordinates: deterministic, and almost surely not at right angles to what is sought.
  let axes: Float32Array =
    from?.slice() ?? Float32Array.from({ length: count * width }, (_, i) => 1 / (1 + ((i * 7919) % (width + 1))));
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const next = new Float32Array(count * width);
    for (let k = 0; k < count; k++) {
      for (let i = 0; i < width; i++) {
        let sum = 0;
        for (let j = 0; j < width; j++) sum += covariance[i * width + j]! * axes[k * width + j]!;
        next[k * width + i] = sum;
      }
    }
    axes = orthonormal(next, axes, width);
  }
  return { mean, axes };
}

/** Coordinates f32 [n, count] of rows f32 [n, width] on the axes. */
export function onAxes(rows: Float32Array, { mean, axes }: PrincipalAxes): Float32Array {
  const width = mean.length;
  const count = axes.length / width;
  const n = rows.length / width;
  const points = new Float32Array(n * count);
  for (let row = 0; row < n; row++) {
    for (let k = 0; k < count; k++) {
      let sum = 0;
      for (let i = 0; i < width; i++) sum += (rows[row * width + i]! - mean[i]!) * axes[k * width + i]!;
      points[row * count + k] = sum;
    }
  }
  return points;
}

function covarianceOf(rows: Float32Array, mean: Float32Array): Float32Array {
  const width = mean.length;
  const n = rows.length / width;
  const covariance = new Float32Array(width * width);
  const centred = new Float32Array(width);
  for (let row = 0; row < n; row++) {
    for (let i = 0; i < width; i++) centred[i] = rows[row * width + i]! - mean[i]!;
    for (let i = 0; i < width; i++) {
      const value = centred[i]! / n;
      for (let j = 0; j < width; j++) covariance[i * width + j]! += value * centred[j]!;
    }
  }
  return covariance;
}

/** Gram and Schmidt, in place. An axis without variance keeps the direction it had. */
function orthonormal(axes: Float32Array, before: Float32Array, width: number): Float32Array {
  for (let start = 0; start < axes.length; start += width) {
    const axis = axes.subarray(start, start + width);
    if (!(Math.hypot(...axis) > 1e-12)) axis.set(before.subarray(start, start + width));
    for (let other = 0; other < start; other += width) {
      let along = 0;
      for (let i = 0; i < width; i++) along += axis[i]! * axes[other + i]!;
      for (let i = 0; i < width; i++) axis[i]! -= along * axes[other + i]!;
    }
    const length = Math.hypot(...axis);
    if (length > 0) for (let i = 0; i < width; i++) axis[i]! /= length;
  }
  return axes;
}
