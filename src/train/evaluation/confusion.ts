/** What is answered as what: counts, the averages that follow from them, and the rows behind every cell. Numbers only. */

/** All in [0, 1] but `support`. */
export type ClassScores = { precision: number; recall: number; f1: number; support: number };

/** Averages are over the classes that occur among the labels; the recalls average to the balanced accuracy. */
export type Averages = { accuracy: number; balancedAccuracy: number; macroF1: number };

/** The first largest of each row of f32 [n, classes]: i32 [n]. */
export function answersOf(rows: Float32Array, classes: number): Int32Array {
  return Int32Array.from({ length: rows.length / classes }, (_, i) =>
    rows
      .subarray(i * classes, (i + 1) * classes)
      .reduce((best, value, c, row) => (value > (row[best] as number) ? c : best), 0),
  );
}

/**
 * Counts i32 [classes, classes], truth by answer.
 * @param labels, answers i32 [n], each in 0 … classes − 1
 * @param weights i32 [n], how often each row counts; without them once
 * @throws RangeError when lengths differ or a label or answer is no class
 */
export function countConfusion(
  labels: ArrayLike<number>,
  answers: ArrayLike<number>,
  classes: number,
  weights?: Int32Array,
): Int32Array {
  if (labels.length !== answers.length) throw new RangeError(`${labels.length} labels, but ${answers.length} answers.`);
  const counts = new Int32Array(classes * classes);
  for (let i = 0; i < labels.length; i++) {
    const cell = cellOf(labels[i] as number, answers[i] as number, classes);
    counts[cell] = (counts[cell] as number) + (weights ? (weights[i] as number) : 1);
  }
  return counts;
}

/** The rows behind each cell of the counts, in the same order: [classes · classes]. */
export function rowsByCell(labels: ArrayLike<number>, answers: ArrayLike<number>, classes: number): number[][] {
  const cells = Array.from({ length: classes * classes }, (): number[] => []);
  for (let i = 0; i < labels.length; i++) cells[cellOf(labels[i] as number, answers[i] as number, classes)]?.push(i);
  return cells;
}

/** Scores of each class; 0 where nothing of it was answered or shown. */
export function classScores(counts: Int32Array, classes: number): ClassScores[] {
  return Array.from({ length: classes }, (_, c) => {
    const right = counts[c * classes + c] as number;
    let support = 0;
    let answered = 0;
    for (let other = 0; other < classes; other++) {
      support += counts[c * classes + other] as number;
      answered += counts[other * classes + c] as number;
    }
    const precision = right / Math.max(answered, 1);
    const recall = right / Math.max(support, 1);
    return { precision, recall, f1: right === 0 ? 0 : (2 * precision * recall) / (precision + recall), support };
  });
}

/** @throws RangeError when nothing was counted */
export function averages(counts: Int32Array, classes: number): Averages {
  const present = classScores(counts, classes).filter(({ support }) => support > 0);
  if (present.length === 0) throw new RangeError('There is nothing to average: no sample was counted.');
  const n = present.reduce((sum, { support }) => sum + support, 0);
  const right = Array.from({ length: classes }, (_, c) => counts[c * classes + c] as number);
  return {
    accuracy: right.reduce((sum, count) => sum + count, 0) / n,
    balancedAccuracy: present.reduce((sum, { recall }) => sum + recall, 0) / present.length,
    macroF1: present.reduce((sum, { f1 }) => sum + f1, 0) / present.length,
  };
}

function cellOf(label: number, answer: number, classes: number): number {
  for (const value of [label, answer]) {
    if (!(Number.isInteger(value) && value >= 0 && value < classes)) {
      throw new RangeError(`${value} is none of the ${classes} classes.`);
    }
  }
  return label * classes + answer;
}
