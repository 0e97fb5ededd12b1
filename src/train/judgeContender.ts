/** Judges one model on a collection, wherever its samples' pictures are kept: in the page and in Node alike. */

import type { Collection } from '../data/change.ts';
import type { Answer } from './answerBook.ts';
import { type Contender, partOf, partsFor } from './contenders.ts';
import { sampleTable } from './dataset.ts';
import { evaluate, type Part } from './evaluation/evaluate.ts';
import type { SampleTable } from './objective.ts';
import type { EvaluatedPart, EvaluationReport } from './protocol.ts';
import { readAffect } from './readAffect.ts';

/** Of the bootstraps: the same samples give the same intervals. */
export const BOOTSTRAP_SEED = 1;

/** `answersOf`: what the model answers, by sample; those whose picture cannot be read are left out. */
export type Judging = {
  answersOf: (ids: readonly string[]) => Promise<Map<string, Answer>>;
  breathe: () => Promise<void>;
};

/** See `evaluate` in protocol.ts. `method`: metrics of the training method's own, by name. */
export async function judgeContender(
  contender: Contender,
  collection: Collection,
  part: EvaluatedPart,
  { answersOf, breathe }: Judging,
): Promise<EvaluationReport & { method: { [name: string]: number } }> {
  const ids = contender.classes.map(({ id }) => id);
  const samples = partsFor(collection, contender.run, ids);
  const known = await answersOf([...samples.train, ...samples.validation, ...samples.test].map(({ id }) => id));
  const of = (name: keyof typeof samples) => partOf(samples[name], known, ids, contender.columns);
  const { train, validation, test } = { train: of('train'), validation: of('validation'), test: of('test') };
  const nothing = partOf([], new Map(), [], contender.columns);
  const judged = [part === 'test' ? test : nothing, validation, train].find((some) => some.ids.length > 0);
  const width = widthOf([train, validation, test]);
  const { affect } = contender;
  const evaluation = await evaluate({
    classes: contender.classes.map(({ name }) => name),
    width,
    train,
    validation,
    test: part === 'test' ? test : nothing,
    affect: affect && ((embeddings) => readAffect(affect, embeddings, width)),
    curve: curveOf(contender),
    seed: BOOTSTRAP_SEED,
    breathe,
  });
  const method = judged ? await contender.metrics(judged.embeddings, tableOf(judged, collection, contender)) : {};
  return { ...evaluation, method };
}

function tableOf(part: Part, { samples }: Collection, { classes }: Contender): SampleTable {
  const records = new Map(samples.map((sample) => [sample.id, sample]));
  const judged = part.ids.flatMap((id) => records.get(id) ?? []);
  return sampleTable(judged, part.labels, classes.length, []);
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
