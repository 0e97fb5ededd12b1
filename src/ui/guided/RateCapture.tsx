/** Replays a recording while somebody says on a plane how pleasant and how excited each frame looks. */

import { Select } from '@radix-ui/themes';
import { useMemo, useState } from 'react';
import { useStore } from '../store.ts';
import { clipsOf } from './clips.ts';
import { RateClip } from './RateClip.tsx';

export function RateCapture() {
  const samples = useStore((state) => state.samples);
  const classes = useStore((state) => state.classes);
  const clips = useMemo(() => clipsOf(samples, classes), [samples, classes]);
  const [chosen, choose] = useState<string | null>(null);
  const clip = clips.find(({ key }) => key === chosen) ?? clips[0];
  if (!clip) {
    return (
      <p className="guided-start">
        There is no recording yet. Record an expression in Teach for some seconds, record a reaction here, or import a
        video in Data; then rate it here.
      </p>
    );
  }
  return (
    <>
      <div className="guided-field">
        <span id="guided-clip-label">Recording</span>
        <Select.Root value={clip.key} onValueChange={choose}>
          <Select.Trigger aria-labelledby="guided-clip-label" />
          <Select.Content position="popper">
            {clips.map(({ key, name, person, frames }) => (
              <Select.Item key={key} value={key}>
                {person}: {name}, {frames.length} frames
              </Select.Item>
            ))}
          </Select.Content>
        </Select.Root>
      </div>
      <RateClip key={clip.key} clip={clip} />
    </>
  );
}
