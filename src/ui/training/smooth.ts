/** Exponential smoothing of a curve. Pure. */

/**
 * The moving mean in which each earlier value counts `weight` (0–1) of the one after it, corrected for its start
 * (Kingma and Ba 2015, section 3). What is null stays null and counts for nothing.
 */
export function smoothed(values: readonly (number | null)[], weight: number): (number | null)[] {
  let mean = 0;
  let total = 0;
  return values.map((value) => {
    if (value === null) return null;
    mean = weight * mean + (1 - weight) * value;
    total = weight * total + (1 - weight);
    return total > 0 ? mean / total : value;
  });
}
