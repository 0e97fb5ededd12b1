/** The models that can be judged on the user's classes, and the samples they are judged on. Knows no store. */

import type { Collection } from '../data/change.ts';
import type { Checkpoint, RunRecord, Sample, Split } from '../data/schema.ts';
import { splitOf } from '../data/split.ts';
import type { BaseModel } from '../model/baseModel.ts';
import { AppError } from '../rpc/appError.ts';
import type { Answer, Answering } from './answerBook.ts';
import type { Part } from './evaluation/evaluate.ts';
import type { LoadedModel } from './ownModel.ts';

/** A model over the user's classes: `columns` of its logits, one for each of `classes` (ids). */
export type Contender = Answering & {
  name: string;
  classes: { id: string; name: string }[];
  columns: number[];
  run: RunRecord | null;
  metrics: LoadedModel['metrics'];
  affect: LoadedModel['affect'];
  dispose: () => void;
};

/** A checkpoint with its run and its weights, wherever they are kept. */
export type OpenedCheckpoint = { run: RunRecord; checkpoint: Checkpoint; model: LoadedModel };

/**
 * A checkpoint's model, or the base (null) on those of the user's classes that it knows by name.
 * @throws `bad-input` when the base model knows fewer than two of them; as `openOwnModel`
 */
export function openContender(
  base: Pick<BaseModel, 'description'>,
  opened: OpenedCheckpoint | null,
  { classes }: Collection,
): Contender {
  if (opened) {
    const { model: own, run, checkpoint } = opened;
    const known = run.classes;
    return {
      key: own.own.key,
      // Two checkpoints of a run may be compared.
      name: `${own.name}, ${checkpoint.kind}`,
      answer: own.answer,
      classes: known.map(({ id, name }) => ({ id, name: classes.find((now) => now.id === id)?.name ?? name })),
      columns: known.map((_, i) => i),
      run,
      metrics: own.metrics,
      affect: own.affect,
      dispose: own.dispose,
    };
  }
  const names = base.description.classes;
  const matched = classes
    .filter(({ enabled }) => enabled)
    .map(({ id, name }) => ({ id, name, column: names.indexOf(name.trim().toLowerCase()) }))
    .filter(({ column }) => column >= 0);
  if (matched.length < 2) {
    throw new AppError(
      'bad-input',
      `The base model can be judged only on classes with names that it knows, at least two of: ${names.join(', ')}.`,
    );
  }
  return {
    key: 'base',
    name: 'Base model',
    classes: matched.map(({ id, name }) => ({ id, name })),
    columns: matched.map(({ column }) => column),
    run: null,
    metrics: async () => ({}),
    affect: null,
    dispose: () => {},
  };
}

/** The samples of these classes by what a model may know of them: a run's own parts, else the collection's split. */
export function partsFor(
  { samples, split }: Collection,
  run: RunRecord | null,
  classIds: readonly string[],
): { [S in Split]: Sample[] } {
  const parts: { [S in Split]: Sample[] } = { train: [], validation: [], test: [] };
  const place = new Map(run?.samples.ids.map((id) => [id, 'train' as Split]) ?? []);
  if (run && run.judgedOn !== 'training')
    for (const i of run.samples.judge) place.set(run.samples.ids[i] ?? '', 'validation');
  for (const sample of samples) {
    if (sample.classId === null || !classIds.includes(sample.classId)) continue;
    const now = splitOf(sample, split);
    // What came later was neither learned from nor judged on: it says nothing of this run, unless it is test.
    const known = now === 'test' ? (place.has(sample.id) ? undefined : 'test') : run ? place.get(sample.id) : now;
    if (known) parts[known].push(sample);
  }
  return parts;
}

/** The part as the evaluation takes it, with today's labels; samples without an answer are left out. */
export function partOf(
  samples: readonly Sample[],
  answers: ReadonlyMap<string, Answer>,
  classIds: readonly string[],
  columns: readonly number[],
): Part {
  const present = samples.filter(({ id }) => answers.has(id));
  const found = present.map(({ id }) => answers.get(id) as Answer);
  const width = found[0]?.embedding.length ?? 0;
  const logits = new Float32Array(present.length * columns.length);
  const embeddings = new Float32Array(present.length * width);
  for (const [row, answer] of found.entries()) {
    logits.set(
      columns.map((column) => answer.logits[column] ?? 0),
      row * columns.length,
    );
    embeddings.set(answer.embedding, row * width);
  }
  return {
    ids: present.map(({ id }) => id),
    labels: Int32Array.from(present, ({ classId }) => classIds.indexOf(classId ?? '')),
    people: present.map(({ person }) => person),
    groups: present.map(({ moment, clip, session }) => moment ?? clip ?? session),
    yaw: Float32Array.from(present, ({ yaw }) => yaw ?? Number.NaN),
    ratings: Float32Array.from(
      present.flatMap(({ valence, arousal }) => [valence ?? Number.NaN, arousal ?? Number.NaN]),
    ),
    logits,
    embeddings,
  };
}
