/** Solves equations with a symmetric, positive definite matrix (Golub & Van Loan 2013, 4.2). Numbers only. */

/**
 * @param matrix f64 [n, n], symmetric; left as it is
 * @returns a function that turns its f64 [n] b into the x of matrix · x = b, in place
 * @throws RangeError where the matrix is not positive definite
 */
export function createSolver(matrix: Float64Array, n: number): (vector: Float64Array) => void {
  const factor = matrix.slice(); // [n, n], the lower triangle is used
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = factor[i * n + j] as number;
      for (let k = 0; k < j; k++) sum -= (factor[i * n + k] as number) * (factor[j * n + k] as number);
      if (i === j && !(sum > 0)) throw new RangeError('The matrix is not positive definite.');
      factor[i * n + j] = i === j ? Math.sqrt(sum) : sum / (factor[j * n + j] as number);
    }
  }
  return (vector) => {
    for (let i = 0; i < n; i++) {
      let sum = vector[i] as number;
      for (let k = 0; k < i; k++) sum -= (factor[i * n + k] as number) * (vector[k] as number);
      vector[i] = sum / (factor[i * n + i] as number);
    }
    for (let i = n - 1; i >= 0; i--) {
      let sum = vector[i] as number;
      for (let k = i + 1; k < n; k++) sum -= (factor[k * n + i] as number) * (vector[k] as number);
      vector[i] = sum / (factor[i * n + i] as number);
    }
  };
}
