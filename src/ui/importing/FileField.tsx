/** The hidden field behind a button that chooses files, or a folder with all that is in it. */

import type { Ref } from 'react';
import { chosenFiles } from './filesOf.ts';
import type { Given } from './given.ts';

type Props = {
  /** A click on it opens the browser's dialog. */
  ref: Ref<HTMLInputElement>;
  label: string;
  id?: string;
  accept?: string;
  multiple?: boolean;
  folder?: boolean;
  onFiles: (files: Given[]) => void;
};

// React's types lack the attribute.
const FOLDER = { webkitdirectory: '' };

export function FileField({ label, folder = false, onFiles, ...field }: Props) {
  return (
    <input
      {...field}
      {...(folder && FOLDER)}
      type="file"
      hidden
      aria-label={label}
      onChange={({ target }) => {
        const given = chosenFiles(target.files);
        // The same files can be chosen again.
        target.value = '';
        onFiles(given);
      }}
    />
  );
}
