/** The maps of a run as it went on, for the scrubber: a bounded number, each lying as the one before it. Draws nothing. */

import { create } from 'zustand';
import type { MapFrame } from '../../train/protocol.ts';
import { turned, turnOnto } from './align.ts';

/** Kept at most; beyond that the most crowded one goes, so that what stays is spread over the whole run. */
export const MOST_FRAMES = 120;

type Frames = { run: string | null; frames: readonly MapFrame[] };

export const useFrames = create<Frames>()(() => ({ run: null, frames: [] }));

/** Takes in the next frame of a run; the first one of another run begins anew. */
export function addFrame(run: string, frame: MapFrame): void {
  const { run: known, frames } = useFrames.getState();
  useFrames.setState({ run, frames: withFrame(run === known ? frames : [], frame) });
}

/** Frames with one more, which replaces those of its step and later: a run that was rolled back goes on from there. */
export function withFrame(frames: readonly MapFrame[], frame: MapFrame, most = MOST_FRAMES): MapFrame[] {
  const earlier = frames.filter(({ step }) => step < frame.step);
  const last = earlier.at(-1);
  const next = last ? { ...frame, points: turned(frame.points, turnOnto(last, frame)) } : frame;
  const all = [...earlier, next];
  return all.length > most ? all.filter((_, i) => i !== mostCrowded(all)) : all;
}

/** Index of the frame, neither first nor last, that would leave the smallest gap. */
function mostCrowded(frames: readonly MapFrame[]): number {
  const gaps = frames.map((_, i) => (frames[i + 1]?.step ?? Infinity) - (frames[i - 1]?.step ?? -Infinity));
  return gaps.indexOf(Math.min(...gaps));
}
