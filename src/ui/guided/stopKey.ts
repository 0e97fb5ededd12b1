/** Escape ends the capture that is recording, and only otherwise closes the dialog around it. */

import { useEffect, useRef } from 'react';

let stop: (() => void) | null = null;

/** @param end of the capture, while it is recording */
export function useStopKey(recording: boolean, end: () => void): void {
  const latest = useRef(end);
  latest.current = end;
  useEffect(() => {
    if (!recording) return;
    stop = () => latest.current();
    return () => {
      stop = null;
    };
  }, [recording]);
}

/** @returns whether something was recording */
export function stopCapture(): boolean {
  if (!stop) return false;
  stop();
  return true;
}
