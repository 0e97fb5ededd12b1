/** What the browser says of this page's space on the device, asked again whenever something was written. */

import { useEffect, useState } from 'react';
import { useStore } from '../store.ts';

/** Bytes; `kept`: whether the browser promises not to clear it by itself. null: it does not say. */
export type Space = { used: number | null; most: number | null; kept: boolean | null };

/** Not oftener than this while samples come in, ms. */
const PAUSE_MS = 1_000;

/** What the browser says at the moment. */
export async function readSpace(): Promise<Space> {
  const { usage, quota } = (await navigator.storage?.estimate?.().catch(() => null)) ?? {};
  const kept = (await navigator.storage?.persisted?.().catch(() => null)) ?? null;
  return { used: usage ?? null, most: quota ?? null, kept };
}

/** @returns the latest answer and a way to ask again */
export function useSpace(): [Space | null, () => void] {
  const savedAt = useStore((state) => state.savedAt);
  const [space, setSpace] = useState<Space | null>(null);
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    let wanted = true;
    const timer = setTimeout(
      async () => {
        const now = await readSpace();
        if (wanted) setSpace(now);
      },
      space ? PAUSE_MS : 0,
    );
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [savedAt, asked]);
  return [space, () => setAsked((times) => times + 1)];
}
