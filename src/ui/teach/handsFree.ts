/** Recording without holding anything: counts down, records for some seconds and stops by itself. */

import { refused } from '../library.ts';
import { readFrame } from '../live/stage.ts';
import { announce, getState, setState } from '../store.ts';
import { startRecording, stopRecording } from './recorder.ts';

const SECOND_MS = 1000;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Whether a take counts down or goes on by itself. */
export function isTimed(): boolean {
  const { countdown, recording, takeSeconds } = getState();
  return countdown !== null || (recording !== null && takeSeconds !== null);
}

/** Counts down and records for `seconds`. */
export function startTimed(classId: string, seconds: number): void {
  if (refused()) return;
  const name = getState().classes.find(({ id }) => id === classId)?.name ?? '';
  const { countdown } = getState().capture;
  if (countdown > 0) announce(`Recording ${name} in ${countdown} seconds. Escape stops it.`);
  countDown(classId, seconds, countdown);
}

function countDown(classId: string, seconds: number, left: number): void {
  if (left === 0) {
    begin(classId, seconds);
    return;
  }
  setState({ countdown: { classId, left } });
  later(SECOND_MS, () => {
    // Another source has come onto the stage meanwhile.
    if (getState().countdown === null) return;
    if (left > 1) announce(String(left - 1));
    countDown(classId, seconds, left - 1);
  });
}

function begin(classId: string, seconds: number): void {
  setState({ countdown: null });
  startRecording(classId, seconds);
  if (getState().recording !== classId) return;
  announce('Recording.');
  readFrame();
  later(seconds * SECOND_MS, stopTimed);
}

/** Ends the countdown or the take, if there is one that was not held. */
export function stopTimed(): void {
  clearTimeout(timer);
  const { countdown, takeSeconds } = getState();
  if (countdown !== null) announce('Not recorded.');
  setState({ countdown: null });
  if (takeSeconds !== null) stopRecording();
}

function later(ms: number, act: () => void): void {
  clearTimeout(timer);
  timer = setTimeout(act, ms);
}
