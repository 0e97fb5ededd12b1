/** Blurs a square of numbers with a Gaussian. Numbers only. */

/** Standard deviations that are looked at to each side. */
const REACH = 2.5;

/**
 * A blurred copy; beyond the border it goes on as at it.
 * @param values [side · side]
 * @param deviation standard deviation, places, above 0
 */
export function blurred(values: ArrayLike<number>, side: number, deviation: number): Float32Array {
  const reach = Math.ceil(REACH * deviation);
  const taps = 2 * reach + 1;
  const weights = Float32Array.from({ length: taps }, (_, i) => Math.exp(-((i - reach) ** 2) / (2 * deviation ** 2)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  /** Along one axis: places of an axis lie `step` apart, its lines `line`. */
  const along = (from: ArrayLike<number>, step: number, line: number): Float32Array => {
    const to = new Float32Array(side * side);
    for (let start = 0; start < side; start++) {
      for (let place = 0; place < side; place++) {
        let sum = 0;
        for (let tap = 0; tap < taps; tap++) {
          const other = Math.min(side - 1, Math.max(0, place + tap - reach));
          sum += weights[tap]! * from[start * line + other * step]!;
        }
        to[start * line + place * step] = sum / total;
      }
    }
    return to;
  };
  return along(along(values, 1, side), side, 1);
}
