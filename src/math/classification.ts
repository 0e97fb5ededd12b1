/** How good a classifier's answers are. Numbers only; the definitions of tools/pretrain/metrics.py. */

export type ClassScores = { precision: number; recall: number; f1: number; support: number };

/** All in [0, 1] but `n` and `support`. Averages are over the classes that occur among the labels. */
export type Scores = {
  n: number;
  accuracy: number;
  balancedAccuracy: number;
  macroF1: number;
  /** Expected calibration error. */
  ece: number;
  perClass: { [name: string]: ClassScores };
};

const BINS = 15;

/**
 * Scores of calibrated probabilities f32 [n, classes] against labels [n]; the answer is the first largest.
 * @throws RangeError when there is nothing to score or a label is no class
 */
export function scoreProbabilities(
  probabilities: Float32Array,
  labels: readonly number[],
  classes: readonly string[],
): Scores {
  const width = classes.length;
  if (labels.length === 0 || probabilities.length !== labels.length * width) {
    throw new RangeError(`${labels.length} labels do not fit ${probabilities.length} probabilities.`);
  }
  const answers = labels.map((_, i) => largest(probabilities.subarray(i * width, (i + 1) * width)));
  const perClass = classes.map((_, c) => classScores(c, labels, answers));
  if (labels.some((label) => classes[label] === undefined)) throw new RangeError('A label is none of the classes.');
  const present = perClass.filter(({ support }) => support > 0);
  const correct = answers.map((answer, i) => answer === labels[i]);
  return {
    n: labels.length,
    accuracy: mean(correct.map(Number)),
    balancedAccuracy: mean(present.map(({ recall }) => recall)),
    macroF1: mean(present.map(({ f1 }) => f1)),
    ece: calibrationError(
      answers.map((answer, i) => probabilities[i * width + answer] ?? 0),
      correct,
    ),
    perClass: Object.fromEntries(classes.map((name, c) => [name, perClass[c] as ClassScores])),
  };
}

/** Expected calibration error over equal-width bins of confidence (Guo et al. 2017, eq. 3). */
export function calibrationError(confidence: readonly number[], correct: readonly boolean[]): number {
  const bins = Array.from({ length: BINS }, () => ({ confidence: 0, correct: 0 }));
  confidence.forEach((value, i) => {
    const bin = bins[Math.min(BINS - 1, Math.floor(value * BINS))];
    if (!bin) throw new RangeError(`A confidence of ${value} is not in 0–1.`);
    bin.confidence += value;
    bin.correct += correct[i] ? 1 : 0;
  });
  return bins.reduce((error, bin) => error + Math.abs(bin.correct - bin.confidence), 0) / confidence.length;
}

/** Softmax of rows f32 [n, classes] of logits divided by `temperature`. */
export function softmaxRows(logits: Float32Array, classes: number, temperature: number): Float32Array {
  const out = new Float32Array(logits.length);
  for (let start = 0; start < logits.length; start += classes) {
    const row = logits.subarray(start, start + classes);
    const top = Math.max(...row);
    const powers = Array.from(row, (value) => Math.exp((value - top) / temperature));
    const sum = powers.reduce((total, power) => total + power, 0);
    out.set(
      powers.map((power) => power / sum),
      start,
    );
  }
  return out;
}

function classScores(c: number, labels: readonly number[], answers: readonly number[]): ClassScores {
  const support = labels.filter((label) => label === c).length;
  const found = answers.filter((answer) => answer === c).length;
  const right = labels.filter((label, i) => label === c && answers[i] === c).length;
  const precision = right / Math.max(found, 1);
  const recall = right / Math.max(support, 1);
  return { precision, recall, f1: right === 0 ? 0 : (2 * precision * recall) / (precision + recall), support };
}

function largest(row: Float32Array): number {
  return row.reduce((best, value, i) => (value > (row[best] ?? 0) ? i : best), 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
