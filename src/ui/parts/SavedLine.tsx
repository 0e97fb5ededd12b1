/** Where the user's work is and when it was last written. */

import { HardDrive } from 'lucide-react';
import { type State, useStore } from '../store.ts';
import { useNow } from './useNow.ts';
import { ago } from './words.ts';

/** Shorter writes pass without a word, ms. */
const NOTABLE_MS = 700;

export function SavedLine() {
  const now = useNow(1000);
  const text = useStore((state) => wording(state, now));
  return (
    <p className="saved">
      <HardDrive size={13} aria-hidden="true" />
      {text}
    </p>
  );
}

function wording({ storage, savedAt, savingSince, saveFailed, classes, runs }: State, now: number): string {
  if (storage.kind === 'unavailable') return 'Not kept: gone on reload';
  if (storage.kind === 'opening') return 'Reading what is kept…';
  if (storage.kind === 'ready' && !storage.writes) return 'Kept by another tab';
  if (savingSince !== null && now - savingSince > NOTABLE_MS) return 'Saving…';
  if (saveFailed) return 'The last change was not saved';
  if (savedAt !== null) return `Saved ${ago(now - savedAt)} on this device`;
  return classes.length > 0 || runs.length > 0 ? 'Saved on this device' : 'Kept on this device';
}
