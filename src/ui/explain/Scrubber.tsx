/** Moves through the maps of the run, from its first to its newest. */

import { IconButton } from '@radix-ui/themes';
import { Pause, Play } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useStore } from '../store.ts';
import { useFrames } from './frames.ts';
import { setMap, useMap } from './mapState.ts';

/** Time for each frame while it plays, ms. */
const STEP_MS = 320;

export function Scrubber() {
  const frames = useFrames((state) => state.frames);
  const run = useFrames((state) => state.run);
  const name = useStore((state) => state.runs.find(({ id }) => id === run)?.name ?? 'the run');
  const at = useMap((state) => state.at);
  const [playing, setPlaying] = useState(false);
  const last = frames.length - 1;
  const place = Math.min(at ?? last, last);
  useEffect(() => {
    if (!playing) return;
    if (place >= last) return setPlaying(false);
    const timer = setTimeout(() => setMap({ at: place + 1 }), STEP_MS);
    return () => clearTimeout(timer);
  }, [playing, place, last]);
  const go = (next: number) => setMap({ at: next >= last ? null : next });
  return (
    <div className="map-scrubber">
      <IconButton
        size="1"
        variant="soft"
        disabled={last < 1}
        aria-label={playing ? 'Stop' : 'Play the run'}
        onClick={() => {
          if (!playing && place >= last) setMap({ at: 0 });
          setPlaying(!playing);
        }}
      >
        {playing ? <Pause size={14} /> : <Play size={14} />}
      </IconButton>
      <input
        type="range"
        min={0}
        max={Math.max(1, last)}
        value={place}
        disabled={last < 1}
        aria-label="Frame of the run"
        aria-valuetext={`Step ${frames[place]?.step ?? 0}`}
        onChange={({ target }) => {
          setPlaying(false);
          go(target.valueAsNumber);
        }}
      />
      <p className="note">
        Step {(frames[place]?.step ?? 0).toLocaleString('en')} of {name}
        {at === null && ', the newest'}
      </p>
    </div>
  );
}
