/** Opens the import dialog on what the user gave, or says why that cannot be imported now; a model is offered by itself. */

import { whyNotChange } from '../library.ts';
import { offerFile } from '../share/offer.ts';
import { getState } from '../store.ts';
import { showToast } from '../toasts.ts';
import { distinct, type Given, givenKind, sessionName } from './given.ts';
import { setImportState } from './importState.ts';

export function openImport(files: Given[]): void {
  const [first] = files;
  if (first && files.length === 1 && givenKind(first) === 'model') {
    void offerFile(first.file);
    return;
  }
  const refusal = whyNotImport(files);
  if (refusal) {
    showToast(refusal, { tone: 'error' });
    return;
  }
  const session = sessionName(files, new Date());
  setImportState({ stage: { kind: 'asking' }, files: distinct(files), session, open: true });
}

function whyNotImport(files: Given[]): string | null {
  const { storage } = getState();
  if (storage.kind === 'unavailable') return `Nothing can be imported here. ${storage.message}`;
  const refusal = whyNotChange();
  if (refusal) return refusal;
  return files.length === 0 ? 'There are no files in what you gave. Choose pictures, a folder or a zip.' : null;
}
