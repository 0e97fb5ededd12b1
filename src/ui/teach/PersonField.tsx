/** Who is in front of the camera: samples carry the name, so that people can be kept apart when a model is judged. */

import { TextField } from '@radix-ui/themes';
import { useState } from 'react';
import { CAPTURE_DEFAULTS } from '../preferences.ts';
import { useStore } from '../store.ts';
import { chooseCapture } from './capture.ts';

type Props = { id?: string; size?: '1' | '2' };

/** @param id of the field: the panel beneath a dialog has one, too */
export function PersonField({ id = 'person', size = '1' }: Props) {
  const person = useStore((state) => state.capture.person);
  const camera = useStore((state) => state.source?.kind === 'camera');
  const [typed, setTyped] = useState<string | null>(null);
  if (!camera) return null;
  return (
    <label className="person-field" htmlFor={id}>
      <span>Who is in front of the camera?</span>
      <TextField.Root
        id={id}
        size={size}
        maxLength={40}
        autoComplete="off"
        value={typed ?? person}
        onChange={({ target }) => {
          setTyped(target.value);
          chooseCapture({ person: target.value.trim() || CAPTURE_DEFAULTS.person });
        }}
        onBlur={() => setTyped(null)}
        onKeyDown={(event) => {
          // Gives the keyboard back to the shortcuts.
          if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
        }}
      />
    </label>
  );
}
