/** Replays frames at the times at which they were recorded, faster or slower. Shows nothing itself. */

import { useEffect, useRef, useState } from 'react';
import { frameAt } from './clips.ts';

/** How long the last frame stays, ms of the recording. */
const LAST_MS = 200;

export type Replay = {
  /** Of the frame that is shown. */
  index: number;
  playing: boolean;
  /** Plays on, from the start where it had ended; or pauses. */
  toggle: () => void;
  /** Pauses at a frame. */
  go: (index: number) => void;
};

/**
 * @param times ms of each frame, rising from 0 @param pace 1: as it was recorded
 * @param onPassed is told the frames after `from` up to `to`, whenever the replay has moved on
 */
export function useReplay(
  times: readonly number[],
  pace: number,
  onPassed: (from: number, to: number) => void,
): Replay {
  const [index, setIndex] = useState(0);
  const [playing, setPlaying] = useState(false);
  const shown = useRef(0);
  const passed = useRef(onPassed);
  passed.current = onPassed;

  const show = (next: number) => {
    shown.current = next;
    setIndex(next);
  };

  useEffect(() => {
    if (!playing) return;
    const end = (times.at(-1) ?? 0) + LAST_MS;
    let position = times[shown.current] ?? 0;
    let before = performance.now();
    let request = 0;
    const step = (now: number) => {
      position += pace * Math.max(0, now - before);
      before = now;
      const next = frameAt(times, position);
      if (next > shown.current) {
        passed.current(shown.current, next);
        shown.current = next;
        setIndex(next);
      }
      if (position >= end) setPlaying(false);
      else request = requestAnimationFrame(step);
    };
    request = requestAnimationFrame(step);
    return () => cancelAnimationFrame(request);
  }, [playing, pace, times]);

  return {
    index: Math.min(index, Math.max(0, times.length - 1)),
    playing,
    toggle: () => {
      if (!playing && shown.current >= times.length - 1) show(0);
      setPlaying(!playing);
    },
    go: (next) => {
      setPlaying(false);
      show(next);
    },
  };
}
