/** The calls that show what training sees: views, pairs, and the map of the samples. */

import { tensor4d, tidy } from '@tensorflow/tfjs-core';
import { loadCollection } from '../../data/collection.ts';
import { loadCheckpoint } from '../../data/runs.ts';
import type { Sample } from '../../data/schema.ts';
import { splitOf } from '../../data/split.ts';
import { createRng } from '../../math/rng.ts';
import { AppError } from '../../rpc/appError.ts';
import type { Handlers } from '../../rpc/protocol.ts';
import { collectDataset } from '../dataset.ts';
import { inspectBatch } from '../inspect.ts';
import { pcaMap, umapMap } from '../liveMap.ts';
import { openOwnModel } from '../ownModel.ts';
import { viewDraws } from '../prepare.ts';
import type { TrainerCalls } from '../protocol.ts';
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
  return {
    views: ({ sample, options, count, seed }) =>
      pace.between(() =>
        onBackend(async () => {
          const { host } = ready();
          const { objective, start } = prepare(host, options);
          if (!(count >= 1 && count <= MOST_VIEWS))
            throw new AppError('bad-input', `Ask for 1 to ${MOST_VIEWS} views.`);
          const [wide] = await host.store.crops([sample]);
          const side = start.topology.inputSize;
          const strength = scaledStrength(objective.strength, options.common.augmentation);
          const draws = viewDraws(sample, count, seed, strength);
          const wideSide = Math.sqrt(wide?.length ?? 0);
          const views = tidy(() => {
            const pixels = Int32Array.from(
              { length: count * (wide?.length ?? 0) },
              (_, i) => wide?.[i % wide.length] ?? 0,
            );
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
          const dataset = collectDataset(await loadCollection(), parts.objective);
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
  { answers, weights }: Ready,
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
  const stored = checkpoint === null ? null : await loadCheckpoint(checkpoint);
  const model = stored && checkpoint !== null ? openOwnModel(checkpoint, stored, weights) : null;
  try {
    const step = stored?.checkpoint.step ?? 0;
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
