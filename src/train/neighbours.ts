/**
 * The nearest neighbours of an embedding by cosine, and what they vote for. Numbers only: knows no samples.
 *
 * k and the sharpness were chosen by `tools/evaluation/neighbours.ts` on the released encoder and split `pretrain` of
 * lfw-expressions, half of the people teaching and the others judging, five seeds, of k 5 to 40 and sharpness 0.02 to 0.2.
 * In no task do they lose more than 1.0 points of balanced accuracy to the best pair of that task, in the mean 0.2 points
 * to the best pair of all (k 10, 0.2), and the doubts of quality.ts were measured with them.
 * That is 94 % of two expressions and 74 % of five from 5 samples of each, 87 % of three and 79 % of five from 20, 86 %
 * where one has 8 samples and two have 200. The figures describe a choice, not a result: these faces have been chosen by.
 */
export const NEIGHBOURS = 20;
const SHARPNESS = 0.1;

/** Scales each row of f32 [n, width] to length 1, in place; a row of zeros stays. */
export function normaliseRows(rows: Float32Array, width: number): void {
  for (let start = 0; start < rows.length; start += width) {
    const row = rows.subarray(start, start + width);
    const length = Math.hypot(...row);
    if (length > 0) for (let i = 0; i < width; i++) row[i] = (row[i] ?? 0) / length;
  }
}

/** Cosines f32 [count] of one normalised vector with the first `count` rows of normalised vectors. */
export function cosinesTo(query: Float32Array, vectors: Float32Array, count: number): Float32Array {
  const width = query.length;
  const cosines = new Float32Array(count);
  for (let row = 0; row < count; row++) {
    let sum = 0;
    for (let i = 0; i < width; i++) sum += (query[i] as number) * (vectors[row * width + i] as number);
    cosines[row] = sum;
  }
  return cosines;
}

/** Rows of the `k` largest cosines, the largest first, of those that `may` be chosen; fewer where there are fewer. */
export function mostAlike(cosines: Float32Array, k: number, may: (row: number) => boolean = () => true): number[] {
  const rows: number[] = [];
  let least = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < cosines.length; row++) {
    const cosine = cosines[row] as number;
    if ((rows.length === k && cosine <= least) || !may(row)) continue;
    let place = rows.length === k ? k - 1 : rows.length;
    for (; place > 0 && (cosines[rows[place - 1] as number] as number) < cosine; place--) {
      rows[place] = rows[place - 1] as number;
    }
    rows[place] = row;
    if (rows.length === k) least = cosines[rows[k - 1] as number] as number;
  }
  return rows;
}

/**
 * Shares of the classes, summing to 1: each neighbour speaks for its class the louder the more alike it is, and the
 * quieter the larger its class, so that no class wins by count.
 * @param rows neighbours, the most alike first; at least one
 * @param labels class of each row
 * @param sizes how many rows of each class could have been neighbours
 * @param sharpness cosine that makes a neighbour e times as loud
 */
export function vote(
  rows: readonly number[],
  cosines: Float32Array,
  labels: Int32Array,
  sizes: ArrayLike<number>,
  sharpness = SHARPNESS,
) {
  const shares = new Float32Array(sizes.length);
  const best = cosines[rows[0] ?? 0] ?? 0;
  let total = 0;
  for (const row of rows) {
    const label = labels[row] ?? 0;
    const weight = Math.exp(((cosines[row] ?? 0) - best) / sharpness) / (sizes[label] || 1);
    shares[label] = (shares[label] ?? 0) + weight;
    total += weight;
  }
  return shares.map((share) => share / total);
}
