/** A look at a run from outside, between its steps: how well it answers, and where it puts the samples. Knows no method. */

import { concat, type Tensor2D, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { onAxes, type PrincipalAxes, principalAxes } from '../math/pca.ts';
import { adapt } from '../model/adapter.ts';
import type { Parameters } from '../model/parameters.ts';
import { type Dataset, rowsOf } from './dataset.ts';
import type { Features } from './features.ts';
import { cosinesTo, mostAlike, normaliseRows } from './neighbours.ts';
import type { Objective, SampleTable } from './objective.ts';
import { joined } from './prepare.ts';
import type { MapFrame } from './protocol.ts';

/**
 * `judgeLoss`: mean cross-entropy; `knn`: accuracy of the 5 nearest samples learned from, each one voice; `metrics`: those
 * that the method is watched by, of what was judged.
 */
export type CheckUp = {
  accuracy: number;
  judgeLoss: number;
  knn: number;
  metrics: { [label: string]: number };
  map: Omit<MapFrame, 'step'>;
};

/** Adapted embeddings f32 [rows, width] and class logits f32 [rows, classes]. */
export type Answers = { embeddings: Float32Array; logits: Float32Array; width: number };

/** Most samples that are judged, and most that are compared with, in a check-up: evenly spread over what there is. */
const MOST_JUDGED = 400;
const MOST_COMPARED = 400;

/** Rows at a time: one shape, padded. */
const BATCH = 32;

/** Rows at a time where the features are embeddings already. */
const BATCH_OF_EMBEDDINGS = 512;

const NEIGHBOURS = 5;

/** What the parameters answer on the unchanged views of these samples. */
export async function answersOf(
  objective: Objective,
  features: Features,
  parameters: Parameters,
  rows: readonly number[],
  onBatch: (done: number) => Promise<void> = async () => {},
): Promise<Answers> {
  const batch = features.trained.size === 0 ? Math.min(rows.length, BATCH_OF_EMBEDDINGS) : BATCH;
  const parts: { embeddings: Float32Array[]; logits: Float32Array[] } = { embeddings: [], logits: [] };
  let width = 0;
  for (let first = 0; first < rows.length; first += batch) {
    const some = rows.slice(first, first + batch);
    const padded = [...some, ...Array<number>(batch - some.length).fill(some[0] ?? 0)];
    const output = tidy(() => {
      const inputs = features.unchanged(padded);
      const embeddings: Tensor2D = adapt(parameters, features.encode(parameters, inputs));
      width = embeddings.shape[1];
      return concat([embeddings, objective.logits(parameters, embeddings)], 1);
    });
    const values = await output.data<'float32'>();
    const columns = output.shape[1] ?? 0;
    output.dispose();
    for (const row of some.keys()) {
      parts.embeddings.push(values.slice(row * columns, row * columns + width));
      parts.logits.push(values.slice(row * columns + width, (row + 1) * columns));
    }
    await onBatch(first + some.length);
  }
  return { embeddings: joined(parts.embeddings), logits: joined(parts.logits), width };
}

/** A check-up of a data set, turn by turn; it remembers the axes of the last map, so that the next one does not flip. */
export function createCheckUp(objective: Objective, features: Features, dataset: Dataset) {
  const { table } = dataset;
  const judged = spread(dataset.judge, MOST_JUDGED);
  const compared = spread(
    table.train.filter((i) => (table.labels[i] ?? -1) >= 0),
    MOST_COMPARED,
  );
  const judgedTable = rowsOf(table, judged);
  let axes: PrincipalAxes | undefined;

  return async (parameters: Parameters): Promise<CheckUp> => {
    const rows = [...judged, ...compared];
    const { embeddings, logits, width } = await answersOf(objective, features, parameters, rows);
    axes = principalAxes(embeddings, width, 2, axes?.axes);
    const points = onAxes(embeddings, axes);
    return {
      ...scored(logits, judged, table.labels, table.classes),
      metrics: await watchedMetrics(objective, parameters, embeddings.subarray(0, judged.length * width), judgedTable),
      knn: nearestAccuracy(embeddings, width, judged.length, rows, table.labels),
      map: { ids: rows.map((i) => table.ids[i] ?? ''), points },
    };
  };
}

async function watchedMetrics(
  { watched = {}, metrics }: Objective,
  parameters: Parameters,
  embeddings: Float32Array,
  table: SampleTable,
): Promise<CheckUp['metrics']> {
  if (!metrics || Object.keys(watched).length === 0) return {};
  const rows = tensor2d(embeddings, [table.ids.length, embeddings.length / table.ids.length]);
  try {
    const all = await metrics(parameters, rows, table);
    // What was not judged on has no figure: no rated samples among them, say.
    return Object.fromEntries(
      Object.entries(watched).flatMap(([label, name]) => {
        const value = all[name];
        return value === undefined ? [] : [[label, value]];
      }),
    );
  } finally {
    rows.dispose();
  }
}

function scored(logits: Float32Array, judged: readonly number[], labels: Int32Array, classes: number) {
  let right = 0;
  let loss = 0;
  for (const [row, sample] of judged.entries()) {
    const answer = logits.subarray(row * classes, (row + 1) * classes);
    const top = Math.max(...answer);
    const label = labels[sample] ?? 0;
    if (answer.indexOf(top) === label) right += 1;
    loss += top + Math.log(answer.reduce((sum, logit) => sum + Math.exp(logit - top), 0)) - (answer[label] ?? 0);
  }
  return { accuracy: right / judged.length, judgeLoss: loss / judged.length };
}

/** How often most of the nearest compared rows carry the label of a judged one; a row is not its own neighbour. */
function nearestAccuracy(
  embeddings: Float32Array,
  width: number,
  judged: number,
  rows: readonly number[],
  labels: Int32Array,
): number {
  const unit = embeddings.slice();
  normaliseRows(unit, width);
  const others = unit.subarray(judged * width);
  const count = rows.length - judged;
  let right = 0;
  for (let row = 0; row < judged; row++) {
    const cosines = cosinesTo(unit.subarray(row * width, (row + 1) * width), others, count);
    const nearest = mostAlike(cosines, NEIGHBOURS, (other) => rows[judged + other] !== rows[row]);
    const votes = new Map<number, number>();
    for (const other of nearest) {
      const label = labels[rows[judged + other] ?? 0] ?? -1;
      votes.set(label, (votes.get(label) ?? 0) + 1);
    }
    // The most votes; among equals the class of the nearest, which was counted first.
    const [winner] = [...votes].sort((a, b) => b[1] - a[1])[0] ?? [-1];
    if (winner === labels[rows[row] ?? 0]) right += 1;
  }
  return right / judged;
}

/** At most so many, at even distances. */
function spread(rows: readonly number[], most: number): number[] {
  if (rows.length <= most) return [...rows];
  return Array.from({ length: most }, (_, i) => rows[Math.floor((i * rows.length) / most)] ?? 0);
}
