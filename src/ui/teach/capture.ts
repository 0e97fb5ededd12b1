/** How samples are recorded: the user's choices, kept for later visits. */

import { type CaptureChoices, preferences, setPreferences } from '../preferences.ts';
import { setState } from '../store.ts';

export function chooseCapture(change: Partial<CaptureChoices>): void {
  setPreferences({ capture: { ...preferences().capture, ...change } });
  setState({ capture: preferences().capture });
}
