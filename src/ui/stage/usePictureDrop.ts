/** Pictures dropped anywhere on the page, or pasted. Says whether something is being dragged over it. */

import { useEffect, useRef, useState } from 'react';

export function usePictureDrop(onPicture: (file: File) => void): boolean {
  const [dragging, setDragging] = useState(false);
  const receive = useRef(onPicture);
  receive.current = onPicture;

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const carriesFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
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
        const file = event.dataTransfer?.files[0];
        if (file) receive.current(file);
      },
      { signal },
    );
    window.addEventListener(
      'paste',
      (event) => {
        const file = event.clipboardData?.files[0];
        if (file) receive.current(file);
      },
      { signal },
    );
    return () => controller.abort();
  }, []);
  return dragging;
}
