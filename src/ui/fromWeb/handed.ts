/** A file that the fetching page has brought from the web: offered as any other that is dropped. */

import { takeHanded } from '../../data/handed.ts';
import { openImport } from '../importing/openImport.ts';
import { errorWords } from '../parts/errorWords.ts';
import { type State, useStore } from '../store.ts';
import { showToast } from '../toasts.ts';

/** Offers the file that the other page fetched, once the store can take it. */
export async function receiveHanded(): Promise<void> {
  // A reload must not ask for it again.
  history.replaceState(null, '', location.pathname);
  try {
    const file = await takeHanded();
    if (!file) return;
    await whenOpened();
    openImport([{ path: file.name, file }]);
  } catch (thrown) {
    showToast(`The file that was fetched could not be taken. ${errorWords(thrown)}`, { tone: 'error' });
  }
}

function whenOpened(): Promise<void> {
  const opened = ({ storage }: State) => storage.kind !== 'opening';
  return new Promise((resolve) => {
    if (opened(useStore.getState())) return resolve();
    const end = useStore.subscribe((state) => {
      if (!opened(state)) return;
      end();
      resolve();
    });
  });
}
