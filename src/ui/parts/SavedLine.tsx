/** Where the user's work is and when it was last written. */

import { HardDrive } from 'lucide-react';
import { useStore } from '../store.ts';
import { useNow } from './useNow.ts';
import { ago } from './words.ts';

export function SavedLine() {
  const savedAt = useStore((state) => state.savedAt);
  const storage = useStore((state) => state.storage.kind);
  const stored = useStore((state) => state.classes.length > 0 || state.checkpoints.length > 0);
  const now = useNow(1000);
  return (
    <p className="saved">
      <HardDrive size={13} aria-hidden="true" />
      {storage === 'unavailable'
        ? 'Not kept: gone on reload'
        : savedAt !== null
          ? `Saved ${ago(now - savedAt)} on this device`
          : stored
            ? 'Saved on this device'
            : 'Kept on this device'}
    </p>
  );
}
