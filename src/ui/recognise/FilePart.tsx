/** Where the file panel is on the page, and the way back to it. The panel itself is loaded with the first file. */

import { Button } from '@radix-ui/themes';
import { FileSearch } from 'lucide-react';
import { Suspense } from 'react';
import { lazyPart } from '../parts/lazyPart.ts';
import { useStore } from '../store.ts';
import { showReading } from './recognise.ts';
import { useRecognise } from './state.ts';

const FilePanel = lazyPart(async () => (await import('./FilePanel.tsx')).FilePanel);

export function FilePart() {
  return (
    <Suspense fallback={<section className="panel file" aria-label="File" />}>
      <FilePanel />
    </Suspense>
  );
}

/** Whether a file has been given. */
export const useFileGiven = (): boolean => useRecognise((state) => state.given !== null);

/** Whether the file panel stands in the place of the live scores: its file is on the stage. */
export function useFileShown(): boolean {
  const source = useStore((state) => state.source?.kind);
  return useRecognise(({ given, shown, picture }) => {
    if (!shown || !given) return false;
    return given.kind === 'film' ? source === 'video' : picture === null || source === 'picture';
  });
}

export function BackToFile() {
  const given = useFileGiven();
  if (!given) return null;
  return (
    <Button size="1" variant="soft" className="wide-only" onClick={showReading}>
      <FileSearch size={14} aria-hidden="true" />
      File
    </Button>
  );
}
