/** One batch of a method as pairs: what its loss draws together and pushes apart. Knows no page and no store. */

import { gather, matMul, type Tensor2D, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { createRng } from '../math/rng.ts';
import { adapt } from '../model/adapter.ts';
import { type Parameters, release, upload } from '../model/parameters.ts';
import { AppError } from '../rpc/appError.ts';
import { normalise } from './losses/normalise.ts';
import type { Batch, Draw, Inspection, Mined, SeenAnchor, SeenAttention, SeenRow } from './objective.ts';
import { firstStage, type Prepared, runShapes, sizesOf, startState } from './plan.ts';
import { prepareFeatures } from './prepare.ts';
import { readParameters } from './runFile.ts';
import { releaseRun } from './step.ts';
import { swapsOf } from './swaps.ts';
import type { TrainingHost } from './training.ts';
import { scaledStrength } from './views/draw.ts';

const ANCHORS = 6;
const MOST_SHOWN = 6;

/** Labelled rows whose attention is shown: what a reader can still see, and a page draw. */
const MOST_ATTENDING = 64;

/**
 * Anchors of one batch of the method's comparing stage, with the similarities of what its loss compares.
 * @param tensors a checkpoint of a run with these settings; null: before its first step
 * @throws `bad-input` where the method compares nothing, or the samples do not suffice
 */
export async function inspectBatch(
  host: Pick<TrainingHost, 'store'>,
  { objective, options, start, dataset }: Prepared,
  tensors: ArrayBuffer | null,
  seed: number,
): Promise<Inspection> {
  const { compared, inspected } = objective;
  const wanted = objective.stages.find(({ id, share }) => id === inspected && share(options.method) > 0);
  const stage = wanted ?? objective.stages[firstStage(objective, options.method)];
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
    const [similarities, embeddings] = tidy(() => {
      const h = embed(parameters);
      const z = normalise(compared(parameters, h, method));
      return [matMul(z, z, false, true), h.clone()]; // [B, B], [B, width]
    }) as [Tensor2D, Tensor2D];
    const values = await similarities.data<'float32'>();
    similarities.dispose();
    const attention = await attentionOf({ objective, options }, draw, ids, parameters, embeddings);
    embeddings.dispose();
    const context = { options: method, state: fresh.method, table: dataset.table };
    // Mining asks the table, so it is given the samples as they were drawn.
    const mined = (await stage.mine?.({ draw: drawn, embed }, parameters, context)) ?? {};
    const ontoOf = ({ sample, view }: Seen) => swaps?.of(sample, view)?.onto;
    return { anchors: anchorsOf(draw, mined, ids, values, ontoOf), attention };
  } finally {
    inputs.dispose();
    if (trained) release(trained);
    releaseRun(fresh);
    features.dispose();
  }
}

/** i32 [B·B] as `Mined` has them, of rows that belong together in groups. */
function ofGroups(groups: Int32Array): Int32Array {
  const rows = Array.from(groups);
  return Int32Array.from(
    rows.flatMap((own, row) => rows.map((other, i) => (own < 0 || i === row ? 0 : other === own ? 1 : -1))),
  );
}

type Seen = SeenAnchor['anchor'];

function anchorsOf(
  { samples, views, groups: drawn }: Draw,
  { groups = drawn, relations = ofGroups(groups as Int32Array), alike }: Mined,
  ids: readonly string[],
  similarities: ArrayLike<number>,
  ontoOf: (row: Seen) => string | undefined,
): SeenAnchor[] {
  const count = samples.length;
  const rows = [...samples.keys()];
  const seen = (row: number): Seen => ({ sample: ids[samples[row] ?? 0] ?? '', view: views[row] ?? 0 });
  const of = (anchor: number, belongs: (row: number) => boolean): SeenRow[] =>
    rows
      .filter(belongs)
      .map((row) => {
        const onto = ontoOf(seen(row));
        return { ...seen(row), similarity: similarities[anchor * count + row] ?? 0, ...(onto ? { onto } : {}) };
      })
      .sort((a, b) => b.similarity - a.similarity)
      .slice(0, MOST_SHOWN);
  const related = (anchor: number, relation: number) =>
    of(anchor, (row) => relations[anchor * count + row] === relation);
  const possible = rows.filter((row) => relations.subarray(row * count, (row + 1) * count).some(Boolean));
  return possible
    .filter((_, i) => i % Math.ceil(possible.length / ANCHORS) === 0)
    .map((anchor) => ({
      anchor: seen(anchor),
      positives: related(anchor, 1),
      negatives: related(anchor, -1),
      alike: of(anchor, (row) => alike?.[anchor] === row),
    }));
}

/** Labelled rows of the batch, sorted by class, and what they take from each other. */
async function attentionOf(
  { objective, options }: Pick<Prepared, 'objective' | 'options'>,
  { samples, labels }: Draw,
  ids: readonly string[],
  parameters: Parameters,
  embeddings: Tensor2D,
): Promise<SeenAttention | null> {
  const { attention } = objective;
  if (!attention) return null;
  const rows = [...labels.keys()]
    .filter((row) => (labels[row] ?? -1) >= 0)
    .slice(0, MOST_ATTENDING)
    .sort((a, b) => (labels[a] ?? 0) - (labels[b] ?? 0));
  const shown = Int32Array.from(rows, (row) => samples[row] ?? 0);
  const weights = tidy(() => attention(parameters, gather(embeddings, tensor1d(rows, 'int32')), shown, options.method));
  const values = await weights.data<'float32'>();
  weights.dispose();
  return { samples: Array.from(shown, (sample) => ids[sample] ?? ''), weights: values };
}
