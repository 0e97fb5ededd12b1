/** Where the video stands, and moving it. Where the stage cannot play the video, the playhead moves by itself. */

import { useEffect, useRef, useState } from 'react';
import { stageElements } from '../live/stage.ts';
import { recogniseState } from './state.ts';

let sought = 0;

/** ms */
export const playhead = (): number => (recogniseState().playable ? 1000 * stageElements().video.currentTime : sought);

/** Moves the video there, ms, and pauses it. */
export function seek(time: number): void {
  sought = time;
  if (!recogniseState().playable) return;
  const { video } = stageElements();
  video.pause();
  video.currentTime = time / 1000;
}

/** Calls back with the playhead, ms, whenever it has moved by the next animation frame. */
export function useMoving(moved: (time: number) => void): void {
  const call = useRef(moved);
  call.current = moved;
  useEffect(() => {
    let last = Number.NaN;
    let request = 0;
    const look = () => {
      const now = playhead();
      if (now !== last) call.current(now);
      last = now;
      request = requestAnimationFrame(look);
    };
    look();
    return () => cancelAnimationFrame(request);
  }, []);
}

/** The playhead for text, renewed ten times a second at most, ms. */
export function usePlayhead(): number {
  const [time, setTime] = useState(playhead);
  const shownAt = useRef(0);
  const timer = useRef(0);
  useMoving((now) => {
    clearTimeout(timer.current);
    const show = () => {
      shownAt.current = performance.now();
      setTime(now);
    };
    const wait = shownAt.current + 100 - performance.now();
    if (wait <= 0) show();
    else timer.current = window.setTimeout(show, wait);
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  return time;
}
