/** Which expressions of a batch are strong and which weak, by their distance from the middle of the plane. Numbers only. */

/** Rows of a batch, as many of each. */
export type StrengthGroups = { strong: Int32Array; weak: Int32Array };

/**
 * The radius at which so much of the sum of all radii is reached, smallest first (Kim & Song 2021, cumulative
 * thresholding as the paper means it; ours, because the released code ends on its first try).
 * @param radii each ≥ 0, at least one
 * @param share 0–1; the paper's range is 0.75–0.95
 */
export function cumulativeThreshold(radii: Float32Array, share: number): number {
  const sorted = radii.slice().sort();
  const total = sorted.reduce((sum, radius) => sum + radius, 0);
  let reached = 0;
  for (const radius of sorted) {
    reached += radius;
    if (reached >= share * total) return radius;
  }
  // Rounding may leave the last sum below the total.
  return sorted.at(-1) ?? 0;
}

/** The first of the rows from `threshold` on and below it, cut to one length: that of the rarer kind, often the strong. */
export function groupByStrength(radii: Float32Array, threshold: number): StrengthGroups {
  const rows = [...radii.keys()];
  const strong = rows.filter((row) => (radii[row] ?? 0) >= threshold);
  const weak = rows.filter((row) => (radii[row] ?? 0) < threshold);
  const count = Math.min(strong.length, weak.length);
  return { strong: Int32Array.from(strong.slice(0, count)), weak: Int32Array.from(weak.slice(0, count)) };
}

/** What a window holds where nothing has passed by yet. */
const EMPTY = -1;

export const emptyWindow = (length: number): Float32Array => new Float32Array(length).fill(EMPTY);

/** The window [W] after these radii have passed by, the latest last. */
export function slide(window: Float32Array, radii: Float32Array): Float32Array {
  const latest = Float32Array.of(...window, ...radii);
  return latest.slice(latest.length - window.length);
}

/** What a window holds by now. */
export const seenIn = (window: Float32Array): Float32Array => window.filter((radius) => radius !== EMPTY);
