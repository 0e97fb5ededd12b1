/** Asks the trainer for views of a sample and for the pairs of a batch, and keeps them for this visit. Draws nothing. */

import { create } from 'zustand';
import { toAppError } from '../../rpc/appError.ts';
import type { Inspection, RunOptions } from '../../train/protocol.ts';
import { errorWords } from '../parts/errorWords.ts';
import { noticeTrainerError, trainerClient } from '../session.ts';
import { whenSaved } from '../writeQueue.ts';
import { type Read, readViews } from './viewWords.ts';

/** Views that are drawn beside the unchanged picture: as many as the base model reads at once. */
export const VIEWS = 8;

/** u8 [side, side] each; the first is unchanged. */
export type Drawn = { sample: string; strength: number; tiles: Uint8Array[]; read: Read };

type ViewsState = {
  drawn: Drawn | null;
  problem: string | null;
  /** `tiles`: the views that were compared, by `tileName`, once they are drawn; until then stored pictures stand in. */
  pairs: (Inspection & { seed: number; tiles: ReadonlyMap<string, Uint8Array> }) | null;
  inspecting: boolean;
  pairProblem: string | null;
};

export const useViews = create<ViewsState>()(() => ({
  drawn: null,
  problem: null,
  pairs: null,
  inspecting: false,
  pairProblem: null,
}));

const { setState: setViews } = useViews;

let latest = 0;

/** Draws views of a sample; only the latest wish is answered. */
export async function drawViews(sample: string, options: RunOptions, seed: number): Promise<void> {
  latest += 1;
  const mine = latest;
  try {
    await whenSaved();
    const tiles = await tilesOf(sample, options, VIEWS + 1, seed);
    const client = trainerClient();
    if (!client || !tiles || mine !== latest) return;
    const [unchanged, ...views] = tiles;
    if (!unchanged) return;
    const [one, many] = await Promise.all([
      client.call('predict', { crops: unchanged, count: 1 }),
      client.call('predict', { crops: joined(views), count: views.length }),
    ]);
    if (mine !== latest) return;
    const strength = options.common.augmentation;
    setViews({ drawn: { sample, strength, tiles, read: readViews(many, views.length, one) }, problem: null });
  } catch (thrown) {
    if (mine === latest) setViews({ problem: told(thrown) });
  }
}

/** Looks at the pairs of one batch, with the very views that were compared. @param checkpoint null: before training */
export async function inspectPairs(checkpoint: string | null, options: RunOptions, seed: number): Promise<void> {
  const client = trainerClient();
  if (!client || useViews.getState().inspecting) return;
  setViews({ inspecting: true, pairProblem: null });
  try {
    await whenSaved();
    const seen = await client.call('inspect', { checkpoint, options, seed });
    setViews({ pairs: { ...seen, seed, tiles: new Map() } });
    // Whatever trains the whole encoder draws new views in every step: those cannot be drawn again.
    if (options.common.scope === 'full') return;
    const rows = seen.anchors.flatMap(({ anchor, positives, negatives, alike }) => [
      anchor,
      ...positives,
      ...negatives,
      ...alike,
    ]);
    const tiles = new Map<string, Uint8Array>();
    for (const sample of new Set(rows.map((row) => row.sample))) {
      const views = await tilesOf(sample, options, options.common.views, options.common.seed);
      for (const [view, tile] of views?.entries() ?? []) tiles.set(tileName(sample, view), tile);
    }
    setViews({ pairs: { ...seen, seed, tiles } });
  } catch (thrown) {
    setViews({ pairProblem: told(thrown) });
  } finally {
    setViews({ inspecting: false });
  }
}

export const tileName = (sample: string, view: number): string => `${sample} ${view}`;

async function tilesOf(
  sample: string,
  options: RunOptions,
  count: number,
  seed: number,
): Promise<Uint8Array[] | undefined> {
  const views = await trainerClient()?.call('views', { sample, options, count, seed });
  if (!views) return undefined;
  const size = views.side ** 2;
  return Array.from({ length: count }, (_, i) => views.pixels.slice(i * size, (i + 1) * size));
}

function joined(tiles: readonly Uint8Array[]): Uint8Array {
  const size = tiles[0]?.length ?? 0;
  const all = new Uint8Array(tiles.length * size);
  for (const [i, tile] of tiles.entries()) all.set(tile, i * size);
  return all;
}

function told(thrown: unknown): string {
  const error = toAppError(thrown);
  noticeTrainerError(error);
  return errorWords(error);
}
