/** The calls that judge models: one by itself, or two on the same samples. */

import type { Collection } from '../../data/change.ts';
import { loadCollection } from '../../data/collection.ts';
import { createRng } from '../../math/rng.ts';
import { AppError } from '../../rpc/appError.ts';
import type { Handlers } from '../../rpc/protocol.ts';
import { type Contender, openContender, partOf, partsFor } from '../contenders.ts';
import { compareClassifiers } from '../evaluation/compare.ts';
import { type AffectComparison, compareAffect } from '../evaluation/compareAffect.ts';
import { answersOf } from '../evaluation/confusion.ts';
import type { Part } from '../evaluation/evaluate.ts';
import { BOOTSTRAP_SEED, judgeContender } from '../judgeContender.ts';
import type { EvaluatedPart, TrainerCalls } from '../protocol.ts';
import { readAffect } from '../readAffect.ts';
import type { Context, Ready } from './context.ts';

export function judgeCalls({ ready, pace, onBackend }: Context): Pick<Handlers<TrainerCalls>, 'evaluate' | 'compare'> {
  return {
    evaluate: ({ checkpoint, part }, { report }) =>
      onBackend(async () => {
        const collection = await loadCollection();
        const contender = await opened(ready(), checkpoint, collection);
        try {
          return await judgeContender(contender, collection, part, {
            answersOf: (ids) => ready().answers.of(contender, ids, (done, total) => report({ done, total })),
            breathe: pace.breathe,
          });
        } finally {
          contender.dispose();
        }
      }),

    compare: ({ a, b, part }, { report }) =>
      onBackend(async () => {
        const collection = await loadCollection();
        const one = await opened(ready(), a, collection);
        try {
          const other = await opened(ready(), b, collection);
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

/** As `openContender`, of what the page stores. */
async function opened(context: Ready, checkpoint: string | null, collection: Collection): Promise<Contender> {
  return openContender(
    context.model,
    checkpoint === null ? null : await context.openCheckpoint(checkpoint),
    collection,
  );
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
  const parts: Part[] = [];
  for (const contender of [one, other]) {
    const known = await context.answers.of(
      contender,
      samples.map(({ id }) => id),
      report,
    );
    const columns = ids.map((id) => contender.columns[contender.classes.findIndex((own) => own.id === id)] ?? 0);
    const part = partOf(samples, known, ids, columns);
    parts.push(part);
    answers.push(answersOf(part.logits, ids.length));
  }
  const [a, b] = answers;
  const [judged, judgedByOther] = parts;
  if (!judged || !judgedByOther || !a || !b || judged.labels.length === 0) {
    throw new AppError(
      'bad-input',
      'There is no sample that both models could be judged on. Keep some aside in the Split panel of Data, and train again.',
    );
  }
  const names: [string, string] = [one.name, other.name];
  const { labels, people, yaw } = judged;
  const verdict = compareClassifiers(
    { names, classes: ids.length, labels, people, yaw, answers: [a, b] },
    createRng(BOOTSTRAP_SEED),
  );
  return { ...verdict, affect: await comparedAffect([one, other], [judged, judgedByOther]) };
}

/** Where both read valence and arousal. */
async function comparedAffect(
  [one, other]: [Contender, Contender],
  [judged, judgedByOther]: [Part, Part],
): Promise<AffectComparison[]> {
  if (!one.affect || !other.affect) return [];
  const { ratings, labels, people } = judged;
  const widthOf = ({ ids, embeddings }: Part) => embeddings.length / ids.length;
  const read: [Float32Array, Float32Array] = [
    await readAffect(one.affect, judged.embeddings, widthOf(judged)),
    await readAffect(other.affect, judgedByOther.embeddings, widthOf(judgedByOther)),
  ];
  return compareAffect({ names: [one.name, other.name], ratings, read, labels, people }, createRng(BOOTSTRAP_SEED));
}
