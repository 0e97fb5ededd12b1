/** What a run learns from and is judged on: stored samples as numbers. Knows records, not pixels. */

import type { Collection } from '../data/change.ts';
import { gradedOf, neutralClass } from '../data/graded.ts';
import type { ExpressionClass, JudgedOn, RunRecord, Sample } from '../data/schema.ts';
import { splitOf } from '../data/split.ts';
import { AppError } from '../rpc/appError.ts';
import type { Method, SampleTable } from './objective.ts';
import { splitSamples } from './split.ts';

/** `judge`: indices into the table's samples, all of them labelled. `samples`: the records, in the table's order. */
export type Dataset = {
  classes: Pick<ExpressionClass, 'id' | 'name'>[];
  samples: readonly Sample[];
  table: SampleTable;
  judge: number[];
  judgedOn: JudgedOn;
};

/**
 * The labelled samples of the enabled classes in display order and, for methods that learn from them, the unlabelled
 * ones. The test split is never among them.
 * @throws `bad-input` when there is too little for the method
 */
export function collectDataset({ classes, samples, split }: Collection, { needs, label }: Method): Dataset {
  const usable = samples.filter((sample) => splitOf(sample, split) !== 'test');
  const present = new Set(usable.map(({ classId }) => classId));
  const used = classes.filter(({ id, enabled }) => enabled && present.has(id));
  if (used.length < 2) {
    throw new AppError('bad-input', 'Training needs examples of at least two classes. Record some of another class.');
  }
  const index = new Map<string | null, number>(used.map(({ id }, i) => [id, i]));
  const labelled = usable.filter(({ classId }) => index.has(classId));
  const heldOut = (sample: Sample) => splitOf(sample, split) === 'validation';
  const chosen = splitSamples(
    labelled.map((sample) => ({
      label: index.get(sample.classId) ?? 0,
      session: sample.session,
      recordedAt: sample.recordedAt,
      heldOut: heldOut(sample),
      view: sample.moment !== null,
    })),
    used.length,
  );
  const judgedSessions = new Set(chosen.judge.map((i) => labelled[i]?.session));
  const unlabelled = usable.filter(
    (sample) =>
      needs.unlabelled &&
      sample.classId === null &&
      !heldOut(sample) &&
      !(chosen.judgedOn === 'session' && judgedSessions.has(sample.session)),
  );
  const all = [...labelled, ...unlabelled];
  if (all.length < needs.samples) {
    throw new AppError('bad-input', `${label} needs at least ${needs.samples} samples, and there are ${all.length}.`);
  }
  const rated = all.filter(({ valence, arousal }) => valence !== null && arousal !== null).length;
  if (rated < (needs.rated ?? 0)) {
    throw new AppError(
      'bad-input',
      `${label} needs at least ${needs.rated} samples with valence and arousal, and there are ${rated}. Rate a recording, or import a table that has them.`,
    );
  }
  if (needs.graded) {
    const { samples: known } = gradedOf(labelled, neutralClass(used));
    if (known.length < needs.graded) {
      throw new AppError(
        'bad-input',
        `${label} needs at least ${needs.graded} samples whose strength is known, and there are ${known.length}. Give every sample an intensity, or add a class called “Neutral” with faces of each person.`,
      );
    }
  }
  const train = [...chosen.train, ...unlabelled.map((_, i) => labelled.length + i)];
  const labels = Int32Array.from(all, ({ classId }) => index.get(classId) ?? -1);
  return {
    classes: used,
    samples: all,
    table: sampleTable(all, labels, used.length, train),
    judge: chosen.judge,
    judgedOn: chosen.judgedOn,
  };
}

/**
 * The data set of a stored run as it was, whatever was relabelled since.
 * @throws `bad-input` when a sample of it is gone: the next steps would not be those of the run
 */
export function recallDataset({ samples: stored }: Collection, run: RunRecord): Dataset {
  const records = new Map(stored.map((sample) => [sample.id, sample]));
  const { ids, labels, judge } = run.samples;
  const samples = ids.flatMap((id) => records.get(id) ?? []);
  if (ids.length === 0 || samples.length < ids.length) {
    throw new AppError(
      'bad-input',
      ids.length === 0
        ? 'This run was made by an older version of Mien and cannot go on. Train again.'
        : `${ids.length - samples.length} samples of this run were deleted, so it cannot go on as it was. Put them back, or train again.`,
    );
  }
  const judged = new Set(judge);
  const learned = ids.map((_, i) => i).filter((i) => !judged.has(i) || run.judgedOn === 'training');
  return {
    classes: run.classes,
    samples,
    table: sampleTable(samples, Int32Array.from(labels), run.classes.length, learned),
    judge,
    judgedOn: run.judgedOn,
  };
}

/** Samples whose landmarks are read at a time. */
const CHUNK = 64;

/** With the meshes of its faces, where the method needs them. */
export async function withLandmarks(
  dataset: Dataset,
  { needs }: Method,
  read: (ids: readonly string[]) => Promise<SampleTable['landmarks'][number][]>,
): Promise<Dataset> {
  if (!needs.landmarks) return dataset;
  const { ids } = dataset.table;
  const landmarks: SampleTable['landmarks'][number][] = [];
  for (let first = 0; first < ids.length; first += CHUNK)
    landmarks.push(...(await read(ids.slice(first, first + CHUNK))));
  return { ...dataset, table: { ...dataset.table, landmarks } };
}

/** Records as numbers, with labels given apart: indices into so many classes. */
export function sampleTable(
  samples: readonly Sample[],
  labels: Int32Array,
  classes: number,
  train: number[],
  landmarks: SampleTable['landmarks'] = samples.map(() => null),
): SampleTable {
  const numbers = (of: (sample: Sample) => number | null) =>
    Float32Array.from(samples, (sample) => of(sample) ?? Number.NaN);
  return {
    ids: samples.map(({ id }) => id),
    labels,
    classes,
    train,
    landmarks,
    people: numbered(samples.map(({ person }) => person)),
    clips: numbered(samples.map(({ clip, session }) => clip ?? session)),
    moments: numbered(samples.map(({ moment }) => moment)),
    times: Float64Array.from(samples, ({ time }) => time ?? Number.NaN),
    yaw: numbers(({ yaw }) => yaw),
    valence: numbers(({ valence }) => valence),
    arousal: numbers(({ arousal }) => arousal),
    intensity: numbers(({ intensity }) => intensity),
  };
}

/** Equal texts get equal numbers from 0 on; null gets −1. */
function numbered(texts: readonly (string | null)[]): Int32Array {
  const known = new Map<string, number>();
  return Int32Array.from(texts, (text) => {
    if (text === null) return -1;
    const number = known.get(text) ?? known.size;
    known.set(text, number);
    return number;
  });
}

/** These samples alone, in this order, all of them to learn from; nothing is judged. */
export function restrict({ samples, table, ...rest }: Dataset, chosen: readonly number[]): Dataset {
  const some = chosen.flatMap((i) => samples[i] ?? []);
  return { ...rest, samples: some, judge: [], table: rowsOf(table, chosen) };
}

/** What is known of these samples alone, in this order, all of them to learn from. */
export function rowsOf({ ids, classes, landmarks, ...table }: SampleTable, rows: readonly number[]): SampleTable {
  const numbers = (values: ArrayLike<number>) => rows.map((i) => values[i] ?? Number.NaN);
  return {
    ids: rows.map((i) => ids[i] ?? ''),
    labels: Int32Array.from(numbers(table.labels)),
    classes,
    train: [...rows.keys()],
    landmarks: rows.map((i) => landmarks[i] ?? null),
    people: Int32Array.from(numbers(table.people)),
    clips: Int32Array.from(numbers(table.clips)),
    moments: Int32Array.from(numbers(table.moments)),
    times: Float64Array.from(numbers(table.times)),
    yaw: Float32Array.from(numbers(table.yaw)),
    valence: Float32Array.from(numbers(table.valence)),
    arousal: Float32Array.from(numbers(table.arousal)),
    intensity: Float32Array.from(numbers(table.intensity)),
  };
}
