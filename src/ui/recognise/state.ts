/** The file that is being recognised: what was given, what has been read of it, how far it is. Knows no worker. */

import { create } from 'zustand';
import { PALETTE } from '../../data/palette.ts';
import type { Given } from '../importing/given.ts';
import { baseLegend, ownLegend } from '../legend.ts';
import { runOf } from '../runFacts.ts';
import type { State } from '../store.ts';
import type { ModelName, Models, Reading } from './reading.ts';

export type Progress =
  /** `msLeft` is null until it can be told. */
  | { kind: 'running'; fraction: number; msLeft: number | null }
  /** `note`: what the user should know about the result. */
  | { kind: 'ended'; note: string | null; complete: boolean };

export type RecogniseState = {
  given: { kind: 'film'; file: File } | { kind: 'pictures'; files: Given[] } | null;
  /** A new object with each report; what it holds is added to in place. */
  reading: Reading | null;
  progress: Progress;
  /** Whether the stage can play the video. */
  playable: boolean;
  /** Frames read of each second of a video. */
  perSecond: number;
  /** Whose scores are shown, and for which face. */
  model: ModelName;
  face: number | null;
  /** The picture of the list that is on the stage. */
  picture: string | null;
  /** The panel; else the live scores stand in its place. */
  shown: boolean;
};

export const useRecognise = create<RecogniseState>()(() => ({
  given: null,
  reading: null,
  progress: { kind: 'ended', note: null, complete: false },
  playable: true,
  perSecond: 5,
  model: 'base',
  face: null,
  picture: null,
  shown: false,
}));
export const { getState: recogniseState, setState: setRecognise } = useRecognise;

/** Which of the palette's colours each base class has: grey for the first, neutral, vermilion for anger, and so on. */
const BASE_COLOURS = [7, 0, 1, 5, 4, 2, 3, 6];

const baseColour = (index: number) => PALETTE[BASE_COLOURS[index % BASE_COLOURS.length]!]!.value;

/** The models that answer at present, under their present names; null while none does. */
export function modelsOf(state: State): Models | null {
  const { capabilities, own, runs } = state;
  if (!capabilities) return null;
  const { hash, classes, threshold } = capabilities.base;
  const legend = ownLegend(state);
  return {
    threshold,
    base: {
      id: hash,
      classes,
      legend: baseLegend(state).map(({ name }, i) => ({ name, colour: baseColour(i) })),
    },
    own:
      own && legend
        ? {
            id: own.key,
            name: runOf(runs, own.checkpoint)?.name ?? 'Your model',
            classes: legend.map(({ name }) => name),
            legend,
          }
        : null,
  };
}
