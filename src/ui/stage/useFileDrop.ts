/** Files and folders dropped anywhere on the page, or pasted. Says whether something is being dragged over it. */

import { useEffect, useRef, useState } from 'react';
import { transferredFiles } from '../importing/filesOf.ts';
import type { Given } from '../importing/given.ts';

export function useFileDrop(onFiles: (files: Given[]) => void): boolean {
  const [dragging, setDragging] = useState(false);
  const receive = useRef(onFiles);
  receive.current = onFiles;

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const carriesFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const take = async (transfer: DataTransfer | null) => {
      const files = transfer ? await transferredFiles(transfer) : [];
      if (files.length > 0) receive.current(files);
    };
    window.addEventListener(
      'dragover',
      (event) => {
        if (!carriesFile(event)) return;
        event.preventDefault();
        setDragging(true);
      },
      { signal },
    );
    // Leaving for another element of the page names it; leaving the window does not.
    window.addEventListener('dragleave', (event) => event.relatedTarget === null && setDragging(false), { signal });
    window.addEventListener(
      'drop',
      (event) => {
        if (!carriesFile(event)) return;
        event.preventDefault();
        setDragging(false);
        void take(event.dataTransfer);
      },
      { signal },
    );
    window.addEventListener('paste', (event) => void take(event.clipboardData), { signal });
    return () => controller.abort();
  }, []);
  return dragging;
}
