/** Eigenvalues of a symmetric matrix by Jacobi's rotations (Golub & Van Loan 2013, 8.5). Numbers only. */

/** Off-diagonal part, relative to the whole, at which the diagonal is taken; sweeps in which that is reached by far. */
const PRECISION = 1e-10;
const SWEEPS = 30;

/** @param matrix f64 [n, n], symmetric; left as it is. @returns f64 [n], the largest first */
export function symmetricEigenvalues(matrix: Float64Array, n: number): Float64Array {
  if (matrix.length !== n * n) throw new RangeError(`${matrix.length} numbers are no matrix of ${n} rows.`);
  const a = matrix.slice();
  const whole = a.reduce((sum, value) => sum + value ** 2, 0);
  for (let sweep = 0; sweep < SWEEPS && offDiagonal(a, n) > PRECISION ** 2 * whole; sweep++) {
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, n, p, q);
  }
  return Float64Array.from({ length: n }, (_, i) => a[i * n + i] as number)
    .sort()
    .reverse();
}

/** Turns the plane of two axes so that their element becomes 0. */
function rotate(a: Float64Array, n: number, p: number, q: number): void {
  const pq = a[p * n + q] as number;
  if (pq === 0) return;
  const half = ((a[q * n + q] as number) - (a[p * n + p] as number)) / (2 * pq);
  const tangent = (half < 0 ? -1 : 1) / (Math.abs(half) + Math.sqrt(1 + half * half));
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  const sine = tangent * cosine;
  for (let i = 0; i < n; i++) {
    const [ip, iq] = [a[i * n + p] as number, a[i * n + q] as number];
    a[i * n + p] = cosine * ip - sine * iq;
    a[i * n + q] = sine * ip + cosine * iq;
  }
  for (let i = 0; i < n; i++) {
    const [pi, qi] = [a[p * n + i] as number, a[q * n + i] as number];
    a[p * n + i] = cosine * pi - sine * qi;
    a[q * n + i] = sine * pi + cosine * qi;
  }
}

/** Sum of squares off the diagonal. */
function offDiagonal(a: Float64Array, n: number): number {
  let sum = 0;
  for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) sum += 2 * (a[p * n + q] as number) ** 2;
  return sum;
}
