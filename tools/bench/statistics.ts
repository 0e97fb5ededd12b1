/** Means over a few seeds, their spread and their intervals. Numbers only. */

/** Student's t at 97.5 % for 1, 2, … degrees of freedom. */
const T = [12.706, 4.303, 3.182, 2.776];

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Sample standard deviation; 0 of one value. */
export function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / Math.max(1, values.length - 1));
}

/** Of the 95 % t interval of the mean; null of fewer than two values. @param values at most five */
export function halfWidth(values: readonly number[]): number | null {
  const t = T[values.length - 2];
  return t === undefined ? null : (t * deviation(values)) / Math.sqrt(values.length);
}

/** One value has no deviation. */
export const spread = (values: readonly number[]): string =>
  values.length < 2 ? mean(values).toFixed(3) : `${mean(values).toFixed(3)} ± ${deviation(values).toFixed(3)}`;

/** The upper one of two in the middle. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

export const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;

/** The mean of paired differences with its interval; “–” of none. */
export function differenceWords(pairs: readonly number[]): string {
  if (pairs.length === 0) return '–';
  const half = halfWidth(pairs);
  const at = mean(pairs);
  return half === null ? signed(at) : `${signed(at)} (${signed(at - half)} … ${signed(at + half)})`;
}

/** Least to most, or the one that all are. */
export function rangeWords(values: readonly number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least === most ? `${least}` : `${least}–${most}`;
}

/** Above it supervised learning leaves too little to be better at. */
export const TOO_EASY = 0.9;
