/** Opens the import dialog on what the user gave, or says why that cannot be imported now. */

import { getState } from '../store.ts';
import { showToast } from '../toasts.ts';
import { type Given, sessionName } from './given.ts';
import { importState, setImportState } from './importState.ts';

export function openImport(files: Given[]): void {
  const refusal = whyNotImport(files);
  if (refusal) {
    showToast(refusal, { tone: 'error' });
    return;
  }
  setImportState({ stage: { kind: 'asking' }, files, session: sessionName(files, new Date()), open: true });
}

function whyNotImport(files: Given[]): string | null {
  const { storage } = getState();
  if (importState().stage.kind === 'running') return 'An import is running. Wait for its end, or stop it.';
  if (storage.kind === 'unavailable') return `Nothing can be imported here. ${storage.message}`;
  if (storage.kind === 'ready' && !storage.writes) {
    return 'Another tab of Mien is open and keeps the samples. Import there, or choose “Use this tab”.';
  }
  return files.length === 0 ? 'There are no files in what you gave. Choose pictures, a folder or a zip.' : null;
}
