/** A linear classifier: its penalised cross-entropy with gradient, and its answers. Numbers only. */

/**
 * Mean cross-entropy + strength/2 · |W|², the bias left out of the penalty. Writes the gradient into `gradient`.
 * @param weights, gradient f64 [classes, width + 1], the bias last
 * @param features f64 [n, width], n ≥ 1
 */
export function penalisedLoss(
  weights: Float64Array,
  gradient: Float64Array,
  features: Float64Array,
  labels: Int32Array,
  classes: number,
  strength: number,
): number {
  const n = labels.length;
  const width = features.length / n;
  const errors = new Float64Array(classes);
  let loss = 0;
  gradient.fill(0);
  for (let i = 0; i < n; i++) {
    logitsInto(errors, weights, features, i, width);
    const top = Math.max(...errors);
    let sum = 0;
    for (let c = 0; c < classes; c++) sum += Math.exp((errors[c] as number) - top);
    const logSum = top + Math.log(sum);
    loss += logSum - (errors[labels[i] as number] as number);
    for (let c = 0; c < classes; c++) {
      const error = (Math.exp((errors[c] as number) - logSum) - (c === labels[i] ? 1 : 0)) / n;
      const row = c * (width + 1);
      for (let j = 0, x = i * width; j < width; j++, x++) {
        gradient[row + j] = (gradient[row + j] as number) + error * (features[x] as number);
      }
      gradient[row + width] = (gradient[row + width] as number) + error;
    }
  }
  let squares = 0;
  for (let k = 0; k < weights.length; k++) {
    if (k % (width + 1) === width) continue;
    const weight = weights[k] as number;
    squares += weight * weight;
    gradient[k] = (gradient[k] as number) + strength * weight;
  }
  return loss / n + (strength / 2) * squares;
}

/** Writes the logits of row `i`. */
function logitsInto(logits: Float64Array, weights: Float64Array, features: Float64Array, i: number, width: number) {
  for (let c = 0; c < logits.length; c++) {
    const row = c * (width + 1);
    let sum = weights[row + width] as number;
    for (let j = 0, x = i * width; j < width; j++, x++) sum += (weights[row + j] as number) * (features[x] as number);
    logits[c] = sum;
  }
}

/** The first most likely class of each row: i32 [n]. */
export function linearAnswers(weights: Float64Array, features: Float64Array, n: number, classes: number): Int32Array {
  const logits = new Float64Array(classes);
  return Int32Array.from({ length: n }, (_, i) => {
    logitsInto(logits, weights, features, i, features.length / n);
    return logits.indexOf(Math.max(...logits));
  });
}
