/** The way to a model that was saved as a file. */

import { useRef } from 'react';
import { FileField } from '../importing/FileField.tsx';
import { offerFile } from './offer.ts';

export function OpenModel() {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className="more" onClick={() => input.current?.click()}>
        Open a model file…
      </button>
      <FileField
        ref={input}
        label="Model file"
        accept=".safetensors"
        onFiles={([first]) => first && void offerFile(first.file)}
      />
    </>
  );
}
