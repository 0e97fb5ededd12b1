/** Who lends a face its surroundings in FaceSwap, for every view of every recording. Numbers only. */

import { hasFace } from '../../math/faceRegions.ts';
import { createRng, integer } from '../../math/rng.ts';
import { byRecording } from '../clipSampler.ts';
import type { SampleTable } from '../objective.ts';

/** Degrees between two faces beyond which one does not fit into the other (ours). */
const MOST_TURN = 30;

/**
 * The sample whose face is left but for its inner part, for each view from `plain` to `views`; −1: the view stays as it is.
 * All faces of one person in one clip or sitting get the same in one view, so that a positive and a hard negative's positive of one
 * view show the same new identity (ours). Only samples to learn from lend.
 */
export function newIdentities(
  table: SampleTable,
  plain: number,
  views: number,
  seed: number,
): (sample: number, view: number) => number {
  const { train, people, landmarks, yaw } = table;
  const lenders = new Map<number, number[]>();
  for (const i of train) {
    const mesh = landmarks[i];
    if (!mesh || !hasFace(mesh)) continue;
    const person = people[i] ?? -1;
    lenders.set(person, [...(lenders.get(person) ?? []), i]);
  }
  const rng = createRng(seed);
  const chosen = new Map<number, Int32Array>();
  for (const recording of byRecording(table, train)) {
    const own = people[recording[0] ?? 0] ?? -1;
    const others = [...lenders].filter(([person]) => person !== own);
    const lent = Int32Array.from({ length: views - plain }, () => {
      const [, faces = []] = others[integer(rng, others.length)] ?? [];
      return faces[integer(rng, faces.length)] ?? -1;
    });
    for (const sample of recording) chosen.set(sample, lent);
  }
  return (sample, view) => {
    const lender = chosen.get(sample)?.[view - plain] ?? -1;
    return lender >= 0 && Math.abs((yaw[sample] ?? 0) - (yaw[lender] ?? 0)) > MOST_TURN ? -1 : lender;
  };
}
