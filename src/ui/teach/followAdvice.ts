/** Puts the advice on the chosen face into the store: steadied for a camera, at once for a picture. */

import { selectedFace } from '../live/choice.ts';
import type { View } from '../live/view.ts';
import { getState, setState } from '../store.ts';
import { type Finding, findingOn, NOTHING_YET, PICTURE_WORDS, shownOf, steadied } from './advice.ts';

let steady = NOTHING_YET;

/** To be called with what is on the stage after every frame. @param now ms */
export function followAdvice(view: View, now: number): void {
  const { source, chosen, picked } = getState();
  if (source?.kind !== 'camera' && source?.kind !== 'picture') return;
  const camera = source.kind === 'camera';
  const found = findingOn(selectedFace(view.faces, { chosen, picked }), view.faces, view, camera && !picked);
  steady = steadied(steady, found, now);
  show(camera ? shownOf(steady, now) : found in PICTURE_WORDS ? found : null);
}

/** Another source is on the stage. */
export function forgetAdvice(): void {
  steady = NOTHING_YET;
  show(null);
}

function show(advice: Finding | null): void {
  if (getState().advice !== advice) setState({ advice });
}
