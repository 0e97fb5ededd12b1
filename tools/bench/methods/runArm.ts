/** One run of the methods' benchmark: an arm on drawn faces, and its scores. Knows no files and no table. */

import type { Weights } from '../../../src/model/weights.ts';
import { sampleTable } from '../../../src/train/dataset.ts';
import { defaultOptions, type RunOptions } from '../../../src/train/options.ts';
import type { FeatureStore } from '../../../src/train/prepare.ts';
import { objectiveOf } from '../../../src/train/registry.ts';
import { prepare } from '../../../src/train/training.ts';
import { labelOf } from '../faces.ts';
import { fixedRun } from '../fixedRun.ts';
import { armOf, type Cell } from './cells.ts';
import type { BenchData, Drawn } from './data.ts';
import { BATCH, ENCODER_RATE, HEADS, VIEW_SEED, VIEWS } from './protocol.ts';
import { scoresOf } from './scores.ts';

/** @param weights of the cell's start @param rate times the method's own learning rate @param steps at scope last @param clock as `fixedRun` */
export async function runArm(
  weights: Weights,
  store: FeatureStore,
  data: BenchData,
  drawn: Drawn,
  cell: Cell,
  rate: number,
  steps: number,
  clock?: () => number,
) {
  const options = optionsOf(cell, rate);
  const times = cell.scope === 'heads' ? HEADS : 1;
  const { objective, start } = prepare({ weights }, options);
  const table = tableOf(data, drawn.train);
  const judged = tableOf(data, [...drawn.judged, ...drawn.gallery]);
  const learned = table.train.filter((i) => (table.labels[i] ?? -1) >= 0);
  const { found, ...ran } = await fixedRun(
    {
      ...{ objective, options, start, table, store, learned, clock },
      steps: times * steps,
      viewSeed: VIEW_SEED,
      judged: judged.ids,
    },
    (answers, known, parameters) =>
      scoresOf({
        ...{ objective, parameters, judged: answers, table: judged, gallery: drawn.gallery.length, learned: known },
        learnedLabels: Int32Array.from(learned, (i) => table.labels[i] ?? -1),
      }),
  );
  return { ...found, ...ran, labelled: learned.length, learned: table.train.length, judged: drawn.judged.length };
}

export function optionsOf(cell: Cell, rate: number): RunOptions {
  const arm = armOf(cell);
  const defaults = defaultOptions(objectiveOf(arm.objective));
  const times = cell.scope === 'heads' ? HEADS : 1;
  return {
    objective: arm.objective,
    method: { ...defaults.method, ...arm.method },
    common: {
      ...defaults.common,
      ...{ scope: cell.scope, start: 'base', seed: cell.seed, views: VIEWS, schedule: 'cosine' },
      batchSize: times * BATCH,
      learningRate: rate * defaults.common.learningRate,
      encoderRate: ENCODER_RATE[cell.start],
    },
  };
}

function tableOf({ classes, landmarks }: BenchData, samples: Drawn['train']) {
  const labels = Int32Array.from(samples, (sample) => labelOf(sample, classes));
  const meshes = samples.map(({ id }) => landmarks.get(id) ?? null);
  return sampleTable(samples, labels, classes.length, [...samples.keys()], meshes);
}
