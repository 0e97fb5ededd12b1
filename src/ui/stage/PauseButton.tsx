/** Pauses what moves on the stage, or lets it go on. */

import { IconButton } from '@radix-ui/themes';
import { Pause, Play } from 'lucide-react';
import { togglePlaying } from '../sources/clip.ts';
import { useStore } from '../store.ts';

/** @param shortcut the key that does the same, where there is one */
export function PauseButton({ shortcut }: { shortcut?: string }) {
  const still = useStore((state) => state.source?.kind === 'picture');
  const playing = useStore((state) => state.playing);
  if (still) return null;
  const name = playing ? 'Pause' : 'Play';
  return (
    <IconButton
      variant="soft"
      aria-label={name}
      title={shortcut ? `${name} (${shortcut})` : name}
      onClick={togglePlaying}
    >
      {playing ? <Pause size={16} /> : <Play size={16} />}
    </IconButton>
  );
}
