/** Files and folders dropped anywhere on the page, or pasted, go to the import while this is mounted. Says whether something is dragged over it. */

import { useEffect, useState } from 'react';
import { transferredFiles } from './filesOf.ts';
import { openImport } from './openImport.ts';

export function useImportDrop(): boolean {
  const [dragging, setDragging] = useState(false);

  useEffect(() => {
    const controller = new AbortController();
    // Before anybody else on the page: the live view takes drops too.
    const early = { signal: controller.signal, capture: true };
    const take = (event: Event, transfer: DataTransfer | null) => {
      if (!transfer?.types.includes('Files')) return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    };
    const receive = async (transfer: DataTransfer | null) => {
      setDragging(false);
      if (transfer) openImport(await transferredFiles(transfer));
    };
    window.addEventListener('dragover', (event) => take(event, event.dataTransfer) && setDragging(true), early);
    // Leaving for another element of the page names it; leaving the window does not.
    window.addEventListener('dragleave', (event) => event.relatedTarget === null && setDragging(false), early);
    window.addEventListener(
      'drop',
      (event) => take(event, event.dataTransfer) && void receive(event.dataTransfer),
      early,
    );
    window.addEventListener(
      'paste',
      (event) => take(event, event.clipboardData) && void receive(event.clipboardData),
      early,
    );
    return () => controller.abort();
  }, []);
  return dragging;
}
