/** How the columns of a table vary together. Numbers only. */

/** Covariance f64 [width, width] of rows [n, width], with 1/n. */
export function covarianceOf(rows: Float32Array | Float64Array, width: number): Float64Array {
  const n = rows.length / width;
  const mean = new Float64Array(width);
  for (let i = 0; i < rows.length; i++) mean[i % width] = (mean[i % width] as number) + (rows[i] as number) / n;
  const covariance = new Float64Array(width * width);
  for (let start = 0; start < rows.length; start += width) {
    const centred = mean.map((middle, j) => (rows[start + j] as number) - middle);
    for (let p = 0; p < width; p++) {
      const share = (centred[p] as number) / n;
      for (let q = p; q < width; q++) {
        covariance[p * width + q] = (covariance[p * width + q] as number) + share * (centred[q] as number);
      }
    }
  }
  for (let p = 0; p < width; p++) {
    for (let q = 0; q < p; q++) covariance[p * width + q] = covariance[q * width + p] as number;
  }
  return covariance;
}
