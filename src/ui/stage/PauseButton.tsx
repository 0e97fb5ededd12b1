/** Pauses what moves on the stage, or lets it go on. */

import { IconButton } from '@radix-ui/themes';
import { Pause, Play } from 'lucide-react';
import { togglePlaying } from '../sources/clip.ts';
import { useStore } from '../store.ts';

export function PauseButton() {
  const still = useStore((state) => state.source?.kind === 'picture');
  const playing = useStore((state) => state.playing);
  if (still) return null;
  return (
    <IconButton
      variant="soft"
      aria-label={playing ? 'Pause' : 'Play'}
      title={playing ? 'Pause (P)' : 'Play (P)'}
      onClick={togglePlaying}
    >
      {playing ? <Pause size={16} /> : <Play size={16} />}
    </IconButton>
  );
}
