/** The map of the samples: which one is shown, what is selected on it, and the call that makes one. Draws nothing. */

import { create } from 'zustand';
import { toAppError } from '../../rpc/appError.ts';
import type { Capabilities, MapFrame } from '../../train/protocol.ts';
import { errorWords } from '../parts/errorWords.ts';
import { noticeTrainerError, trainerClient } from '../session.ts';
import { announce, getState } from '../store.ts';
import { whenSaved } from '../writeQueue.ts';
import { NO_TURN, type Turn, turned, turnOnto } from './align.ts';

export type Layout = 'pca' | 'umap';

/**
 * A map that was asked for. `turn`: what was done to it so that it lies as the one before; faces need the same.
 * `by`: the start of the trainer that has it and places faces on it. `of`: all samples at that time; test samples and,
 * of very many, some are left out of the map.
 */
export type Drawn = {
  frame: MapFrame;
  model: string | null;
  layout: Layout;
  turn: Turn;
  by: Capabilities | null;
  of: ReadonlySet<string>;
};

/** A map of fewer samples says nothing. */
export const FEWEST = 4;

type MapState = {
  model: string | null;
  layout: Layout;
  drawn: Drawn | null;
  /** Share done of the map in progress. */
  working: number | null;
  problem: string | null;
  /** `model`: the map that was asked for. `run`: those of the run, one after the other. */
  source: 'model' | 'run';
  /** Which frame of the run; null: always the newest. */
  at: number | null;
  thumbnails: boolean;
  /** What dragging does. */
  tool: 'lasso' | 'move';
  selected: ReadonlySet<string>;
  /** Where the keyboard is. */
  focus: string | null;
};

export const useMap = create<MapState>()(() => ({
  model: null,
  layout: 'pca',
  drawn: null,
  working: null,
  problem: null,
  source: 'model',
  at: null,
  thumbnails: false,
  tool: 'lasso',
  selected: new Set(),
  focus: null,
}));

export const { getState: mapState, setState: setMap } = useMap;

/** Asks for the map of a model; from then on the trainer places faces on it. */
export async function drawMap(model: string | null, layout: Layout): Promise<void> {
  if (mapState().working !== null) return;
  setMap({ model, layout, working: 0, problem: null });
  try {
    // The trainer reads the samples from the device.
    await whenSaved();
    const client = trainerClient();
    if (!client) return;
    const onProgress = ({ done, total }: { done: number; total: number }) =>
      setMap({ working: done / Math.max(1, total) });
    const of = new Set(getState().samples.map(({ id }) => id));
    const frame = await client.call('map', { checkpoint: model, layout }, { onProgress });
    const before = mapState().drawn;
    const turn = before ? turnOnto(before.frame, frame) : NO_TURN;
    const points = turned(frame.points, turn);
    const drawn = { frame: { ...frame, points }, model, layout, turn, by: getState().capabilities, of };
    setMap({ drawn, source: 'model' });
    announce(`The map shows ${frame.ids.length} samples.`);
  } catch (thrown) {
    const error = toAppError(thrown);
    noticeTrainerError(error);
    if (error.code !== 'worker-died') setMap({ problem: errorWords(error) });
  } finally {
    setMap({ working: null });
  }
}

/** The map to show: that of the model, or a frame of the run. */
export function shownFrame(
  { source, drawn, at }: Pick<MapState, 'source' | 'drawn' | 'at'>,
  frames: readonly MapFrame[],
): MapFrame | null {
  if (source === 'model' && drawn) return drawn.frame;
  return (at === null ? frames.at(-1) : frames[Math.min(at, frames.length - 1)]) ?? drawn?.frame ?? null;
}

export function select(ids: Iterable<string>): void {
  setMap({ selected: new Set(ids) });
}
