/** One batch of a method as pairs: what its loss draws together and pushes apart. Knows no page and no store. */

import { matMul, tidy } from '@tensorflow/tfjs-core';
import { createRng } from '../math/rng.ts';
import { adapt } from '../model/adapter.ts';
import { release, upload } from '../model/parameters.ts';
import { AppError } from '../rpc/appError.ts';
import { normalise } from './losses/normalise.ts';
import type { Batch, Draw, Inspection, Mined, SeenRow } from './objective.ts';
import { firstStage, type Prepared, runShapes, sizesOf, startState } from './plan.ts';
import { prepareFeatures } from './prepare.ts';
import { readParameters } from './runFile.ts';
import { releaseRun } from './step.ts';
import { swapsOf } from './swaps.ts';
import type { TrainingHost } from './training.ts';
import { scaledStrength } from './views/draw.ts';

const ANCHORS = 6;
const MOST_NEGATIVES = 6;

/**
 * Anchors of one batch of the method's first stage, with the similarities of what its loss compares.
 * @param tensors a checkpoint of a run with these settings; null: before its first step
 * @throws `bad-input` where the method compares nothing, or the samples do not suffice
 */
export async function inspectBatch(
  host: Pick<TrainingHost, 'store'>,
  { objective, options, start, dataset }: Prepared,
  tensors: ArrayBuffer | null,
  seed: number,
): Promise<Inspection> {
  const stage = objective.stages[firstStage(objective, options.method)];
  const { compared } = objective;
  if (!stage || !compared) {
    throw new AppError(
      'bad-input',
      `${objective.label} compares no faces with each other, so there are no pairs to show.`,
    );
  }
  const { common, method } = options;
  const rng = createRng(seed);
  const drawn = stage.sampler(dataset.table, common.batchSize, common.views, method)(rng);
  const used = [...new Set(drawn.samples)];
  const ids = used.map((sample) => dataset.table.ids[sample] ?? '');
  const swaps = swapsOf(objective, options, dataset.table);
  const features = await prepareFeatures({
    start,
    options: common,
    strength: scaledStrength(objective.strength, common.augmentation),
    ids,
    swaps,
    store: host.store,
    onBatch: async () => {},
  });
  const sizes = sizesOf(start, dataset.table.classes);
  const fresh = startState(objective, features, sizes, options);
  const shapes = runShapes(objective, start, sizes, method, features.trained.keys());
  const draw: Draw = { ...drawn, samples: drawn.samples.map((sample) => used.indexOf(sample)) };
  const inputs = features.inputs(draw, rng);
  const trained = tensors ? upload(readParameters(tensors, shapes.parameters)) : null;
  try {
    const parameters = trained ?? fresh.parameters;
    const embed: Batch['embed'] = (some) => adapt(some, features.encode(some, inputs));
    const similarities = tidy(() => {
      const z = normalise(compared(parameters, embed(parameters), method));
      return matMul(z, z, false, true); // [B, B]
    });
    const values = await similarities.data<'float32'>();
    similarities.dispose();
    const context = { options: method, state: fresh.method, table: dataset.table };
    // Mining asks the table, so it is given the samples as they were drawn.
    const mined = await stage.mine?.({ draw: drawn, embed }, parameters, context);
    return pairs(draw, mined ?? {}, ids, values, (sample, view) => swaps?.of(sample, view)?.onto);
  } finally {
    inputs.dispose();
    if (trained) release(trained);
    releaseRun(fresh);
    features.dispose();
  }
}

function pairs(
  { samples, views, groups: drawn }: Draw,
  { groups = drawn, alike, negatives }: Mined,
  ids: readonly string[],
  similarities: ArrayLike<number>,
  ontoOf: (sample: string, view: number) => string | undefined,
): Inspection {
  const count = samples.length;
  const seen = (row: number) => ({ sample: ids[samples[row] ?? 0] ?? '', view: views[row] ?? 0 });
  const possible = [...samples.keys()].filter((row) => (groups[row] ?? -1) >= 0);
  const anchors = possible.filter((_, i) => i % Math.ceil(possible.length / ANCHORS) === 0);
  return anchors.map((anchor) => {
    const rows = [...samples.keys()]
      .filter((row) => row !== anchor)
      .sort((a, b) => (similarities[anchor * count + b] ?? 0) - (similarities[anchor * count + a] ?? 0));
    const together = (row: number) => groups[row] === groups[anchor];
    const of = (belongs: (row: number) => boolean): SeenRow[] =>
      rows
        .filter(belongs)
        .slice(0, MOST_NEGATIVES)
        .map((row) => {
          const onto = ontoOf(seen(row).sample, seen(row).view);
          return { ...seen(row), similarity: similarities[anchor * count + row] ?? 0, ...(onto ? { onto } : {}) };
        });
    return {
      anchor: seen(anchor),
      positives: of(together),
      negatives: of((row) => (negatives ? negatives[anchor * count + row] === 1 : !together(row))),
      alike: of((row) => alike?.[anchor] === row),
    };
  });
}
