/** Reads all of a video in the background, one frame in flight. Knows no drawing and no stage. */

import { nextSampleTime } from '../../math/sampling.ts';
import { toAppError } from '../../rpc/appError.ts';
import type { Client } from '../../rpc/client.ts';
import type { VideoInfo, VisionCalls } from '../../vision/protocol.ts';
import { errorWords } from '../parts/errorWords.ts';
import { readExpressions } from './expressions.ts';
import type { FilmReading, Models } from './reading.ts';
import type { Progress } from './state.ts';

export type Report = (reading: FilmReading, progress: Progress) => void;

/** An open video of a worker that lives. */
export type OpenFilm = { client: Client<VisionCalls>; info: VideoInfo };

/** Few enough for the page to draw each. */
const REPORT_EVERY_MS = 250;

/** Reads until the end, an error or the signal, and closes the video. What was read is reported in every case. */
export async function readFilm(
  { client, info }: OpenFilm,
  { name, perSecond, models }: { name: string; perSecond: number; models: Models },
  signal: AbortSignal,
  report: Report,
): Promise<void> {
  const { width, height, duration, video } = info;
  const reading: FilmReading = { kind: 'film', name, width, height, duration, perSecond, models, moments: [] };
  const startedAt = performance.now();
  let reportedAt = Number.NEGATIVE_INFINITY;
  let ended: Progress = { kind: 'ended', note: null, complete: true };
  try {
    for (let time = 0; !signal.aborted; ) {
      const now = performance.now();
      if (now - reportedAt >= REPORT_EVERY_MS) {
        reportedAt = now;
        const fraction = Math.min(1, time / Math.max(1, duration));
        const msLeft = fraction > 0.02 ? ((now - startedAt) * (1 - fraction)) / fraction : null;
        report(reading, { kind: 'running', fraction, msLeft });
      }
      const frame = await client.call('videoFrame', { video, time });
      if (!frame) break;
      reading.moments.push({ time: frame.time, faces: await readExpressions(frame, width / frame.width, models) });
      time = nextSampleTime(frame.time, perSecond);
    }
    if (signal.aborted) ended = { kind: 'ended', note: null, complete: false };
  } catch (thrown) {
    ended = { kind: 'ended', note: failure(thrown), complete: false };
  } finally {
    // A worker that died has closed it already.
    client.call('closeVideo', { video }).catch(() => {});
  }
  report(reading, ended);
}

function failure(thrown: unknown): string {
  return toAppError(thrown).code === 'worker-died'
    ? 'Face finding stopped unexpectedly and was started again. Read the file again to have all of it.'
    : errorWords(thrown);
}
