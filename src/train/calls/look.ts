/** The calls that show what training sees: views, pairs, and the map of the samples. */

import { tensor4d, tidy } from '@tensorflow/tfjs-core';
import { loadCollection } from '../../data/collection.ts';
import { loadCheckpoint } from '../../data/runs.ts';
import type { Sample } from '../../data/schema.ts';
import { splitOf } from '../../data/split.ts';
import { createRng } from '../../math/rng.ts';
import { AppError, toAppError } from '../../rpc/appError.ts';
import type { Handlers } from '../../rpc/protocol.ts';
import { collectDataset, withLandmarks } from '../dataset.ts';
import { inspectBatch } from '../inspect.ts';
import { pcaMap, umapMap } from '../liveMap.ts';
import type { Objective } from '../objective.ts';
import { picturesOf, viewDraws } from '../prepare.ts';
import type { RunOptions, TrainerCalls } from '../protocol.ts';
import { withStrengths } from '../strengths.ts';
import { type Swaps, swapsOf } from '../swaps.ts';
import { prepare } from '../training.ts';
import { applyViews } from '../views/apply.ts';
import { scaledStrength } from '../views/draw.ts';
import type { Context, PlacedMap, Ready } from './context.ts';

/** Most samples on a map, and most views at a time. */
const MOST_MAPPED = 2_000;
const MOST_VIEWS = 64;

/** A map of fewer says nothing. */
const FEWEST_MAPPED = 4;

export function lookCalls(context: Context): Pick<Handlers<TrainerCalls>, 'views' | 'inspect' | 'map'> {
  const { ready, pace, onBackend, own } = context;
  /** Of the last settings that views were asked for: many views of one batch are. */
  let known: { key: string; swaps: Swaps | null } | null = null;

  const datasetOf = async (objective: Objective) =>
    withLandmarks(collectDataset(await loadCollection(), objective), objective, ready().host.store.landmarks);

  const swapsFor = async (objective: Objective, options: RunOptions): Promise<Swaps | null> => {
    if (!objective.swaps) return null;
    const key = JSON.stringify(options);
    if (known?.key === key) return known.swaps;
    const dataset = await datasetOf(objective).catch((thrown: unknown) => {
      // Views can be looked at before there is enough to train on.
      if (toAppError(thrown).code !== 'bad-input') throw thrown;
      return null;
    });
    known = { key, swaps: dataset && swapsOf(objective, options, dataset.table) };
    return known.swaps;
  };

  return {
    views: ({ sample, options, count, seed }) =>
      pace.between(() =>
        onBackend(async () => {
          const { host } = ready();
          const { objective, start } = prepare(host, options);
          if (!(count >= 1 && count <= MOST_VIEWS))
            throw new AppError('bad-input', `Ask for 1 to ${MOST_VIEWS} views.`);
          const [wide = new Uint8Array()] = await host.store.crops([sample]);
          const swaps = await swapsFor(objective, options);
          const picture = await picturesOf([sample], [wide], options.common.views, swaps, host.store);
          const side = start.topology.inputSize;
          const strength = scaledStrength(objective.strength, options.common.augmentation);
          const draws = viewDraws(sample, count, seed, strength);
          const wideSide = Math.sqrt(wide.length);
          const views = tidy(() => {
            const pixels = new Int32Array(count * wide.length);
            for (let view = 0; view < count; view++) pixels.set(picture(0, view), view * wide.length);
            return applyViews(tensor4d(pixels, [count, wideSide, wideSide, 1], 'int32'), draws, side);
          });
          const values = await views.data<'float32'>();
          views.dispose();
          return { side, pixels: new Uint8Array(Uint8ClampedArray.from(values, (value) => 255 * value)) };
        }),
      ),

    inspect: ({ checkpoint, options, seed }) =>
      pace.between(() =>
        onBackend(async () => {
          const { host } = ready();
          const stored = checkpoint === null ? null : await loadCheckpoint(checkpoint);
          const parts = prepare(host, stored ? (stored.run.settings as typeof options) : options);
          const seen = await datasetOf(parts.objective);
          const dataset = await withStrengths(seen, parts.objective, parts.start, host.store, async () => {});
          known = null;
          const tensors = stored && stored.run.classes.length === dataset.table.classes ? stored.tensors : null;
          return inspectBatch(host, { ...parts, dataset }, tensors, seed);
        }),
      ),

    map: ({ checkpoint, layout }, { report, signal }) =>
      onBackend(async () => {
        own.map = null;
        if (layout === 'off') return { step: 0, ids: [], points: new Float32Array() };
        const { step, map } = await mapOf(ready(), checkpoint, layout, async (done, total) => {
          report({ done, total });
          await pace.breathe();
          if (signal.aborted) throw new AppError('aborted', 'The map was not made.');
        });
        own.map = map;
        return { step, ids: [...map.ids], points: map.points };
      }),
  };
}

async function mapOf(
  { answers, openCheckpoint }: Ready,
  checkpoint: string | null,
  layout: 'pca' | 'umap',
  breathe: (done: number, total: number) => Promise<void>,
): Promise<{ step: number; map: PlacedMap }> {
  const { samples, split } = await loadCollection();
  const shown = evenly(
    samples.filter((sample) => splitOf(sample, split) !== 'test'),
    MOST_MAPPED,
  );
  if (shown.length < FEWEST_MAPPED) {
    throw new AppError('bad-input', `A map needs at least ${FEWEST_MAPPED} samples. Record or import some.`);
  }
  const opened = checkpoint === null ? null : await openCheckpoint(checkpoint);
  const model = opened?.model ?? null;
  try {
    const step = opened?.checkpoint.step ?? 0;
    const who = model ? { key: model.own.key, answer: model.answer } : { key: 'base' };
    const found = await answers.of(
      who,
      shown.map(({ id }) => id),
      () => {},
    );
    const ids = [...found.keys()];
    const width = found.get(ids[0] ?? '')?.embedding.length ?? 1;
    const embeddings = new Float32Array(ids.length * width);
    for (const [row, { embedding }] of [...found.values()].entries()) embeddings.set(embedding, row * width);
    const map =
      layout === 'pca' ? pcaMap(ids, embeddings, width) : await umapMap(ids, embeddings, width, createRng(1), breathe);
    return { step, map: { ...map, checkpoint } };
  } finally {
    model?.dispose();
  }
}

function evenly(samples: readonly Sample[], most: number): readonly Sample[] {
  if (samples.length <= most) return samples;
  return Array.from({ length: most }, (_, i) => samples[Math.floor((i * samples.length) / most)] as Sample);
}
