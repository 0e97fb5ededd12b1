/** Everything that has to happen for nothing to be left on the device. Draws nothing. */

import { forgetHanded } from '../../data/handed.ts';
import type { Remains } from '../../data/wipe.ts';
import { eraseLibrary, whyNotChange } from '../library.ts';
import { forgetPreferences } from '../preferences.ts';
import { restartTrainer } from '../session.ts';
import { type State, setState } from '../store.ts';

/** Why not now, in a sentence; null when it can be done. */
export function whyNotWipe(state: State): string | null {
  if (state.storage.kind === 'unavailable') return 'Nothing is kept in this browser.';
  if (state.run.kind === 'running') return 'A training run is going on. Stop it first.';
  return whyNotChange(state);
}

/** @returns what a fresh count finds in every store @throws `storage` */
export async function wipeDevice(): Promise<Remains> {
  // What the page and the trainer remember must not be written again behind the deletion.
  setState({ recording: null, own: null });
  forgetPreferences();
  restartTrainer();
  await forgetHanded();
  return eraseLibrary();
}
