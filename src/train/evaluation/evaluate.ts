/** Everything that can be told of a trained classifier and its embedding from their outputs. Knows no model, no storage. */

import { createRng } from '../../math/rng.ts';
import { AppError } from '../../rpc/appError.ts';
import { normaliseRows } from '../neighbours.ts';
import { createSimilarities } from '../similarities.ts';
import { affectReport } from './affect.ts';
import { geometry } from './alignment.ts';
import { accuracyByAngle } from './angles.ts';
import { calibration, fitTemperature, softmaxRows } from './calibration.ts';
import { answersOf, averages, classScores, countConfusion, rowsByCell } from './confusion.ts';
import { averagesIntervals, wilson } from './intervals.ts';
import { limits } from './limits.ts';
import { linearProbe } from './linearProbe.ts';
import { identityControl, neighbourProbe } from './neighbourProbe.ts';
import { type CurvePoint, judgeCurve } from './overfit.ts';
import type { EvaluationReport, JudgedPart, PartSize } from './report.ts';
import { describeConfusion } from './sentences.ts';
import { spreadOf } from './spread.ts';

/** Outputs for the samples of one part of the split, row by row; all may be empty. */
export type Part = {
  ids: readonly string[];
  /** i32 [n], indices into the classes. */
  labels: Int32Array;
  people: readonly string[];
  /** The clip or moment of each sample: those of one group resemble each other for that reason alone. */
  groups: readonly string[];
  /** f32 [n], degrees; NaN where nobody said. */
  yaw: Float32Array;
  /** f32 [n, 2] of (valence, arousal); NaN where nobody said. */
  ratings: Float32Array;
  /** f32 [n, classes], at temperature 1. */
  logits: Float32Array;
  /** f32 [n, width]. */
  embeddings: Float32Array;
};

export type EvaluationInput = {
  classes: readonly string[];
  width: number;
  train: Part;
  validation: Part;
  test: Part;
  /** Valence and arousal f32 [n, 2] that the model reads from embeddings f32 [n, width]; null where it reads none. */
  affect: ((embeddings: Float32Array) => Promise<Float32Array>) | null;
  /** The loss curves of the run; null where they are not known. */
  curve: readonly CurvePoint[] | null;
  /** Of the bootstrap. */
  seed: number;
  /** Called between steps of the work, to let others in. */
  breathe: () => Promise<void>;
};

/** Fewer samples, or one class, do not show whether an embedding has collapsed. */
const FEWEST_SPREAD = 10;

/**
 * Judges the test part; for want of one the validation part, else the training part, and says so. Needs a tensor backend,
 * and leaves no tensor.
 * @throws `bad-input` when all parts are empty, or arrays do not fit each other
 */
export async function evaluate(input: EvaluationInput): Promise<EvaluationReport> {
  const { train, validation, test } = input;
  const classes = input.classes.length;
  for (const part of [train, validation, test]) checkPart(part, classes, input.width);
  const [judged, judgedOn] = chooseJudged(input);
  const { ids, labels, people, logits } = judged;
  const answers = answersOf(logits, classes);
  const counts = countConfusion(labels, answers, classes);
  const scores = averages(counts, classes);
  const intervals = averagesIntervals(labels, answers, people, classes, createRng(input.seed));
  const hits = Math.round(scores.accuracy * labels.length);
  // What chooses temperature and penalty is never what is judged.
  const choosing = judgedOn === 'test' ? validation : emptyPart;
  const temperature = choosing.labels.length > 0 ? fitTemperature(choosing.logits, choosing.labels, classes) : null;
  const calibrated = (by: number) => calibration(softmaxRows(logits, classes, by), labels, classes);
  const learnedFrom = judgedOn === 'training' ? emptyPart : train;
  const alike = await likeness(learnedFrom, judged, input);
  const affect = input.affect && (await input.affect(judged.embeddings));
  const shown = new Set(labels).size;
  const { width, breathe } = input;
  const square = <Value>(cells: ArrayLike<Value>) =>
    input.classes.map((_, truth) => Array.from(cells).slice(truth * classes, (truth + 1) * classes));
  return {
    classes: [...input.classes],
    judgedOn,
    parts: { train: sizeOf(train), validation: sizeOf(validation), test: sizeOf(test) },
    notes: limits({
      judgedOn,
      people: judged.people,
      learned: train.people,
      validation: validation.labels.length,
      temperature,
    }),
    sentences: describeConfusion(counts, input.classes),
    confusion: square(counts),
    cells: square(rowsByCell(labels, answers, classes).map((rows) => rows.map((row) => ids[row] as string))),
    perClass: classScores(counts, classes).map((own, c) => ({
      name: input.classes[c] as string,
      ...own,
      recallInterval: wilson(counts[c * classes + c] as number, own.support),
    })),
    accuracy: { value: scores.accuracy, interval: wilson(hits, labels.length) },
    balancedAccuracy: { value: scores.balancedAccuracy, interval: intervals.balancedAccuracy },
    macroF1: { value: scores.macroF1, interval: intervals.macroF1 },
    resampledBy: intervals.resampledBy,
    angles: accuracyByAngle(labels, answers, judged.yaw),
    affect: affect && affectReport(affect, judged.ratings, labels, people, createRng(input.seed)),
    calibration: {
      before: calibrated(1),
      temperature,
      after: temperature === null ? null : calibrated(temperature),
    },
    neighbours: alike.neighbours,
    linear:
      learnedFrom.labels.length > 0
        ? await linearProbe({ train: learnedFrom, validation: choosing, judged, width, classes, breathe })
        : null,
    identity: alike.identity,
    geometry: alike.geometry,
    spread: labels.length >= FEWEST_SPREAD && shown > 1 ? spreadOf(alike.vectors, width, shown) : null,
    fit: input.curve && judgeCurve(input.curve),
  };
}

/** All that is told from cosines, in one pass over the judged samples. `vectors`: the judged embeddings, normalised. */
async function likeness(train: Part, judged: Part, { classes, width, breathe }: EvaluationInput) {
  const first = train.labels.length;
  const n = first + judged.labels.length;
  const vectors = new Float32Array(n * width);
  vectors.set(train.embeddings);
  vectors.set(judged.embeddings, first * width);
  normaliseRows(vectors, width);
  const neighbours = first > 0 ? neighbourProbe(train.labels, classes.length) : null;
  const identity = identityControl(judged.people, judged.groups);
  const shape = geometry(judged.labels, judged.groups);
  const similarities = createSimilarities(vectors, width);
  try {
    for (let from = first; from < n; from += similarities.step) {
      const block = await similarities.rows(from); // [rows, n]
      for (let start = 0; start < block.length; start += n) {
        const row = from - first + start / n;
        const among = block.subarray(start + first, start + n);
        neighbours?.add(judged.labels[row] as number, block.subarray(start, start + first));
        identity.add(row, among);
        shape.add(row, among);
      }
      await breathe();
    }
  } finally {
    similarities.dispose();
  }
  return {
    vectors: vectors.subarray(first * width),
    neighbours: neighbours?.scores() ?? null,
    identity: identity.result(),
    geometry: shape.result(),
  };
}

function chooseJudged({ train, validation, test }: EvaluationInput): [Part, JudgedPart] {
  if (test.labels.length > 0) return [test, 'test'];
  if (validation.labels.length > 0) return [validation, 'validation'];
  if (train.labels.length > 0) return [train, 'training'];
  throw new AppError('bad-input', 'There is nothing to evaluate on. Record some samples, and hold some of them out.');
}

const emptyPart: Part = {
  ids: [],
  labels: new Int32Array(0),
  people: [],
  groups: [],
  yaw: new Float32Array(0),
  ratings: new Float32Array(0),
  logits: new Float32Array(0),
  embeddings: new Float32Array(0),
};

const sizeOf = ({ ids, people }: Part): PartSize => ({ samples: ids.length, people: new Set(people).size });

function checkPart(part: Part, classes: number, width: number): void {
  const { ids, labels, people, groups, yaw, ratings, logits, embeddings } = part;
  const n = labels.length;
  const fits = [ids, people, groups, yaw].every(({ length }) => length === n) && ratings.length === 2 * n;
  if (classes < 2 || !fits || logits.length !== n * classes || embeddings.length !== n * width) {
    throw new AppError(
      'bad-input',
      `Ids, labels, people, groups, angles, ratings, logits and embeddings of ${n} samples and ${classes} classes do not fit each other. Evaluate with the model's own outputs.`,
    );
  }
  if (labels.some((label) => label < 0 || label >= classes)) {
    throw new AppError('bad-input', 'A label is none of the classes. Evaluate with the classes that were learned.');
  }
  if (![logits, embeddings].every((values) => values.every(Number.isFinite))) {
    throw new AppError('bad-input', 'Outputs of the model are no numbers. Go back to an earlier checkpoint.');
  }
}
