/** The way to a model that was saved as a file. */

import { useRef } from 'react';
import { offerFile } from './offer.ts';

export function OpenModel() {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className="more" onClick={() => input.current?.click()}>
        Open a model file…
      </button>
      <input
        ref={input}
        type="file"
        accept=".safetensors"
        hidden
        aria-label="Model file"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          // The same file can be chosen again.
          target.value = '';
          if (file) void offerFile(file);
        }}
      />
    </>
  );
}
