/** How far apart the metric head is to keep each strong row from its weak partner: CAL's adaptive margins. Numbers only. */

/** Of the Gaussian channel with inputs ±1 (Kim & Song 2021, released code). */
const VARIANCE = 0.2;

/** Largest information that counts, as in the released code. */
const MOST_INFORMATION = 2.5;

/** Of the adaptive neighbour rule: the factor of its bound on a vote's error (released code). */
const CONFIDENCE = 0.7;

/**
 * mᵢ = MI(hᵢ, l₍ₙ₋₁₋ᵢ₎) + cᵢ with cᵢ = 0.7/√(kᵢ − 1). Plain numbers, so no gradient flows through them.
 * @param strong, weak f32 [n, width] of the metric head, each value −1 … 1
 * @returns f32 [n]
 */
export function adaptiveMargins(strong: Float32Array, weak: Float32Array, width: number): Float32Array {
  const count = strong.length / width;
  const row = (of: Float32Array, i: number) => of.subarray(i * width, (i + 1) * width);
  const points = [...Array(count).keys()].map((i) => row(strong, i));
  for (let i = 0; i < count; i++) points.push(row(weak, i));
  return Float32Array.from({ length: count }, (_, i) => {
    const information = channelInformation(row(strong, i), row(weak, count - 1 - i));
    return information + CONFIDENCE / Math.sqrt(adaptiveNeighbours(points, i, count) - 1);
  });
}

/**
 * Mean over the dimensions of log( p(l|h) / (½p(l|−1) + ½p(l|1)) ), p Gaussian of variance 0.2, within 0 … 2.5: the
 * mutual information of a channel with inputs ±1, where h and l are such (released code).
 */
export function channelInformation(h: Float32Array, l: Float32Array): number {
  const density = (distance: number) => Math.exp(-(distance ** 2) / (2 * VARIANCE));
  const sum = h.reduce((total, input, d) => {
    const output = l[d] ?? 0;
    const known = -((output - input) ** 2) / (2 * VARIANCE);
    return total + known - Math.log(0.5 * density(output + 1) + 0.5 * density(output - 1));
  }, 0);
  return Math.min(MOST_INFORMATION, Math.max(0, sum / h.length));
}

/**
 * The smallest k ≥ 2 at which the share of strong points among the k nearest differs from ½ by more than 0.7/√k
 * (Balsubramani et al. 2019; released code); where there is none, one more than there are others.
 * @param points the first `strong` of them are strong, the others weak
 */
export function adaptiveNeighbours(points: readonly Float32Array[], query: number, strong: number): number {
  const from = points[query] ?? new Float32Array();
  const distance = (i: number) => from.reduce((sum, value, d) => sum + (value - (points[i]?.[d] ?? 0)) ** 2, 0);
  const others = [...points.keys()]
    .filter((i) => i !== query)
    .map((i) => ({ i, away: distance(i) }))
    .sort((a, b) => a.away - b.away);
  let votes = 0;
  for (const [k, { i }] of others.entries()) {
    if (i < strong) votes += 1;
    if (k > 0 && Math.abs(votes / (k + 1) - 0.5) > CONFIDENCE / Math.sqrt(k + 1)) return k + 1;
  }
  return points.length;
}
