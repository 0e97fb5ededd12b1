/**
 * How hard the sample actors are: npm run bench:actors. The supervised baseline on 10 labels a class, heads scope, judged on
 * the sets' own test people. Writes docs/results/actors.md.
 */

import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { splitOf } from '../../src/data/split.ts';
import { createRng, shuffled } from '../../src/math/rng.ts';
import { averages, countConfusion } from '../../src/train/evaluation/confusion.ts';
import { table } from '../../src/train/evaluation/markdown.ts';
import { SETS } from '../actors/sets/catalogue.ts';
import { memoryStore } from '../training/memoryStore.ts';
import { openData } from '../training/openData.ts';
import { startModel } from '../training/startModel.ts';
import { labelOf } from './faces.ts';
import { SEEDS } from './protocol.ts';
import { runCell } from './trainCell.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const LABELS = 10;
/** Not tuned: the middle one of the baselines' trials. */
const LEARNING_RATE = 0.003;

type Scores = { accuracy: number[]; balanced: number[] };

export async function main(): Promise<void> {
  const { weights } = await startModel('wasm');
  const rows: string[][] = [];
  for (const { id, title } of SETS) {
    const zip = here(`../../public/samples/actors/${id}.zip`);
    const { collection, crops } = await openData(zip, weights.base.topology.inputSize, console.error);
    const store = memoryStore(crops);
    const part = (name: string) => collection.samples.filter((sample) => splitOf(sample, collection.split) === name);
    const judged = part('test');
    const classes = collection.classes.flatMap(({ id: name }) =>
      judged.some((each) => each.classId === name) ? [name] : [],
    );
    const scores: Scores = { accuracy: [], balanced: [] };
    for (const seed of SEEDS) {
      const mixed = shuffled(createRng(seed), part('train'));
      const labelled = classes.flatMap((name) => mixed.filter(({ classId }) => classId === name).slice(0, LABELS));
      const cell = {
        kind: 'result',
        start: 'base',
        scope: 'heads',
        method: 'supervised',
        labels: LABELS,
        seed,
      } as const;
      const faces = { labelled, unlabelled: [], judged };
      const { answers } = await runCell(weights, store, cell, LEARNING_RATE, faces, classes);
      const truth = judged.map((sample) => labelOf(sample, classes));
      const { accuracy, balancedAccuracy } = averages(countConfusion(truth, answers, classes.length), classes.length);
      scores.accuracy.push(accuracy);
      scores.balanced.push(balancedAccuracy);
      console.error(`${id}, seed ${seed}: ${accuracy.toFixed(3)}`);
    }
    rows.push([title, `${judged.length}`, spread(scores.accuracy), spread(scores.balanced)]);
  }
  await writeFile(
    here('../../docs/results/actors.md'),
    `${[...INTRODUCTION, table(['Set', 'Judged', 'Accuracy', 'Balanced accuracy'], rows)].join('\n')}\n`,
  );
}

const INTRODUCTION = [
  '# How hard the sample actors are',
  '',
  `The supervised baseline from the base encoder, scope heads, ${LABELS} labels of each class of the 20 training people, judged on`,
  `all faces of the 10 test people; ${SEEDS.length} seeds, each drawing its own labels. The learning rate (${LEARNING_RATE}) was not tuned. Mean`,
  'and, in brackets, lowest and highest. Made by `npm run bench:actors`. Results on rendered actors are not results on people.',
  '',
];

function spread(values: number[]): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return `${mean.toFixed(3)} (${Math.min(...values).toFixed(3)}–${Math.max(...values).toFixed(3)})`;
}
