/** The calls that judge models: one by itself, or two on the same samples. */

import type { Collection } from '../../data/change.ts';
import { loadCollection } from '../../data/collection.ts';
import { createRng } from '../../math/rng.ts';
import { AppError } from '../../rpc/appError.ts';
import type { Handlers } from '../../rpc/protocol.ts';
import { type Contender, openContender, partOf, partsFor } from '../contenders.ts';
import { sampleTable } from '../dataset.ts';
import { compareClassifiers } from '../evaluation/compare.ts';
import { answersOf } from '../evaluation/confusion.ts';
import { evaluate, type Part } from '../evaluation/evaluate.ts';
import type { SampleTable } from '../objective.ts';
import type { EvaluatedPart, TrainerCalls } from '../protocol.ts';
import type { Context, Ready } from './context.ts';

/** Of the bootstraps: the same samples give the same intervals. */
const SEED = 1;

export function judgeCalls({ ready, pace, onBackend }: Context): Pick<Handlers<TrainerCalls>, 'evaluate' | 'compare'> {
  return {
    evaluate: ({ checkpoint, part }, { report }) =>
      onBackend(async () => {
        const collection = await loadCollection();
        const contender = await openContender(ready(), checkpoint, collection);
        try {
          const { train, validation, test } = await answered(ready(), contender, collection, (done, total) =>
            report({ done, total }),
          );
          const nothing = partOf([], new Map(), [], contender.columns);
          const judged = [part === 'test' ? test : nothing, validation, train].find(({ ids }) => ids.length > 0);
          const evaluation = await evaluate({
            classes: contender.classes.map(({ name }) => name),
            width: widthOf([train, validation, test]),
            train,
            validation,
            test: part === 'test' ? test : nothing,
            curve: curveOf(contender),
            seed: SEED,
            breathe: pace.breathe,
          });
          const method = judged
            ? await contender.metrics(judged.embeddings, tableOf(judged, collection, contender))
            : {};
          return { ...evaluation, method };
        } finally {
          contender.dispose();
        }
      }),

    compare: ({ a, b, part }, { report }) =>
      onBackend(async () => {
        const collection = await loadCollection();
        const one = await openContender(ready(), a, collection);
        try {
          const other = await openContender(ready(), b, collection);
          try {
            return await compared(ready(), [one, other], collection, part, (done, total) => report({ done, total }));
          } finally {
            other.dispose();
          }
        } finally {
          one.dispose();
        }
      }),
  };
}

function tableOf(part: Part, { samples }: Collection, { classes }: Contender): SampleTable {
  const records = new Map(samples.map((sample) => [sample.id, sample]));
  const judged = part.ids.flatMap((id) => records.get(id) ?? []);
  return sampleTable(judged, part.labels, classes.length, []);
}

async function answered(
  { answers }: Ready,
  contender: Contender,
  collection: Collection,
  report: (done: number, total: number) => void,
) {
  const ids = contender.classes.map(({ id }) => id);
  const parts = partsFor(collection, contender.run, ids);
  const all = [...parts.train, ...parts.validation, ...parts.test];
  const known = await answers.of(
    contender,
    all.map(({ id }) => id),
    report,
  );
  const of = (part: keyof typeof parts) => partOf(parts[part], known, ids, contender.columns);
  return { train: of('train'), validation: of('validation'), test: of('test') };
}

/** On samples that neither has learned from, among the classes that both know. */
async function compared(
  context: Ready,
  [one, other]: [Contender, Contender],
  collection: Collection,
  part: EvaluatedPart,
  report: (done: number, total: number) => void,
) {
  const shared = one.classes.filter(({ id }) => other.classes.some((known) => known.id === id));
  if (shared.length < 2) {
    throw new AppError('bad-input', 'These two models share fewer than two classes, so there is nothing to compare.');
  }
  const ids = shared.map(({ id }) => id);
  const judgedBy = ({ run }: Contender) => new Set(partsFor(collection, run, ids)[part].map(({ id }) => id));
  const [byOne, byOther] = [judgedBy(one), judgedBy(other)];
  const samples = collection.samples.filter(({ id }) => byOne.has(id) && byOther.has(id));
  const answers: Int32Array[] = [];
  let judged: Part | undefined;
  for (const contender of [one, other]) {
    const known = await context.answers.of(
      contender,
      samples.map(({ id }) => id),
      report,
    );
    const columns = ids.map((id) => contender.columns[contender.classes.findIndex((own) => own.id === id)] ?? 0);
    judged = partOf(samples, known, ids, columns);
    answers.push(Int32Array.from(answersOf(judged.logits, ids.length)));
  }
  const [a, b] = answers;
  if (!judged || !a || !b || judged.labels.length === 0) {
    throw new AppError(
      'bad-input',
      'There is no sample that both models could be judged on. Keep some aside in the Split panel of Data, and train again.',
    );
  }
  return compareClassifiers(
    {
      names: [one.name, other.name],
      classes: ids.length,
      labels: judged.labels,
      people: judged.people,
      answers: [a, b],
    },
    createRng(SEED),
  );
}

/** The loss curves of the run's last stage: earlier ones have other losses. */
function curveOf({ run }: Contender) {
  if (!run) return null;
  const lastStage = run.stageSteps.slice(0, -1).reduce((sum, steps) => sum + steps, 0);
  return run.history
    .filter(({ step }) => step > lastStage)
    .map(({ step, loss, judgeLoss }) => ({ step, training: loss, validation: judgeLoss }));
}

const widthOf = (parts: readonly Part[]): number => {
  const part = parts.find(({ ids }) => ids.length > 0);
  return part ? part.embeddings.length / part.ids.length : 1;
};
