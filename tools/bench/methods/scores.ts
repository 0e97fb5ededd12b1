/** How well a trained model answers on the judged faces, in numbers. Knows no files and no method by name. */

import { valenceArousal } from '../../../src/model/affectHead.ts';
import type { Parameters } from '../../../src/model/parameters.ts';
import type { Answers } from '../../../src/train/checkUp.ts';
import { axisScores, meanCcc, ratingsOf, strengthRows } from '../../../src/train/evaluation/affect.ts';
import { averages, countConfusion, answersOf as highest } from '../../../src/train/evaluation/confusion.ts';
import { fitProbe } from '../../../src/train/evaluation/linearProbe.ts';
import { identityControl, neighbourProbe } from '../../../src/train/evaluation/neighbourProbe.ts';
import { cosinesTo, normaliseRows } from '../../../src/train/neighbours.ts';
import type { Objective, SampleTable } from '../../../src/train/objective.ts';
import { readAffect } from '../../../src/train/readAffect.ts';
import { breathe } from '../fixedRun.ts';
import { FAR, FRONTAL } from './protocol.ts';

/** null where it cannot be said of such data. `identity`: how often the nearest face elsewhere shows the same person. */
export type Scores = {
  classes: number;
  accuracy: number;
  balancedAccuracy: number;
  macroF1: number;
  /** Balanced accuracy of 5 nearest neighbours and of a linear probe on the embedding, from the labelled samples. */
  knn: number;
  linear: number;
  identity: number | null;
  identityChance: number | null;
  frontalAccuracy: number | null;
  farAccuracy: number | null;
  /** Of valence and arousal: by measure and axis, and `ccc`, the mean of both axes: of all judged samples, of the weak and of the strong ones. */
  affect: { all: Affect; weak: Affect; strong: Affect } | null;
  weakCcc: number | null;
};
type Affect = { [name: string]: number };

const AXES = ['Valence', 'Arousal'];

/** `gallery`: how many of the judged rows, the last ones, only serve to look for people. */
export type Judging = {
  objective: Objective;
  parameters: Parameters;
  judged: Answers;
  table: SampleTable;
  gallery: number;
  learned: Answers;
  learnedLabels: Int32Array;
};

export async function scoresOf(judging: Judging): Promise<Scores> {
  const { judged, table, gallery, learned, learnedLabels } = judging;
  const { classes } = table;
  const asked = table.ids.length - gallery;
  const answers = highest(judged.logits, classes).slice(0, asked);
  const labels = table.labels.slice(0, asked);
  const { width } = judged;
  const rows = { embeddings: judged.embeddings.slice(0, asked * width), labels };
  const linear = await fitProbe({
    train: { embeddings: learned.embeddings, labels: learnedLabels },
    validation: { embeddings: new Float32Array(), labels: new Int32Array() },
    ...{ judged: rows, width, classes, breathe },
  });
  const affect = await affectOf(judging);
  const turned = (within: (yaw: number) => boolean) => {
    const some = [...answers.keys()].filter((i) => within(Math.abs(table.yaw[i] ?? Number.NaN)));
    return some.length === 0 ? null : some.filter((i) => answers[i] === labels[i]).length / some.length;
  };
  return {
    classes,
    ...averages(countConfusion(labels, answers, classes), classes),
    knn: neighbours(learned, learnedLabels, rows.embeddings, labels, classes),
    linear: averages(countConfusion(labels, linear.answers, classes), classes).balancedAccuracy,
    ...identityOf(judging),
    frontalAccuracy: turned((yaw) => yaw <= FRONTAL),
    farAccuracy: turned((yaw) => yaw >= FAR),
    affect,
    weakCcc: affect?.weak.ccc ?? null,
  };
}

function neighbours(
  { embeddings, width }: Answers,
  known: Int32Array,
  judged: Float32Array,
  labels: Int32Array,
  classes: number,
): number {
  const probe = neighbourProbe(known, classes);
  const [from, to] = [judged.slice(), embeddings.slice()];
  normaliseRows(from, width);
  normaliseRows(to, width);
  for (const [row, label] of labels.entries()) {
    probe.add(label, cosinesTo(from.subarray(row * width, (row + 1) * width), to, known.length));
  }
  return probe.scores().balancedAccuracy;
}

/** In the gallery, where there is one; else among judged faces of another moment or clip. */
function identityOf({ judged, table, gallery }: Judging): Pick<Scores, 'identity' | 'identityChance'> {
  const { people, moments, clips, ids } = table;
  const asked = ids.length - gallery;
  const groupOf = (i: number): string => {
    if (gallery > 0) return i < asked ? 'asked' : 'gallery';
    if ((moments[i] ?? -1) >= 0) return `moment ${moments[i]}`;
    return Number.isFinite(table.times[i]) ? `clip ${clips[i]}` : `picture ${i}`;
  };
  const control = identityControl(Array.from(people, String), [...ids.keys()].map(groupOf));
  const rows = judged.embeddings.slice();
  normaliseRows(rows, judged.width);
  for (let i = 0; i < asked; i++) {
    control.add(i, cosinesTo(rows.subarray(i * judged.width, (i + 1) * judged.width), rows, ids.length));
  }
  const result = control.result();
  return { identity: result?.rate ?? null, identityChance: result?.chance ?? null };
}

/** Over the whole of each part at once; weak and strong are parted by the judged samples' own radii. */
async function affectOf({ objective, parameters, judged, table }: Judging): Promise<Scores['affect']> {
  const { affect } = objective;
  if (!affect) return null;
  const ratings = ratingsOf(table, table.ids.keys());
  const groups = strengthRows(ratings);
  if (!groups) return null;
  const predicted = await readAffect(
    (rows) => valenceArousal(parameters, affect, rows),
    judged.embeddings,
    judged.width,
  );
  const of = (rows: readonly number[]): Affect => ({
    ...Object.fromEntries(
      AXES.flatMap((name, axis) =>
        Object.entries(axisScores(predicted, ratings, axis as 0 | 1, rows)).map(([score, value]) => [
          score + name,
          value,
        ]),
      ),
    ),
    ccc: meanCcc(predicted, ratings, rows),
  });
  return { all: of(groups.all), weak: of(groups.weak), strong: of(groups.strong) };
}
