/** Reads several pictures in the background, one after the other; none is held longer than it is read. */

import { toAppError } from '../../rpc/appError.ts';
import { type Given, givenKind } from '../importing/given.ts';
import { errorWords } from '../parts/errorWords.ts';
import { whenVisionReady } from '../sources/whenReady.ts';
import { readExpressions } from './expressions.ts';
import type { Models, PictureReading, PicturesReading } from './reading.ts';
import type { Progress } from './state.ts';

const REPORT_EVERY_MS = 250;

/** Reads until the end or the signal. A file that cannot be read is listed with its reason. */
export async function readPictures(
  files: Given[],
  models: Models,
  signal: AbortSignal,
  report: (reading: PicturesReading, progress: Progress) => void,
): Promise<void> {
  const reading: PicturesReading = { kind: 'pictures', models, pictures: [] };
  const startedAt = performance.now();
  let reportedAt = Number.NEGATIVE_INFINITY;
  for (const given of files) {
    if (signal.aborted) break;
    const now = performance.now();
    if (now - reportedAt >= REPORT_EVERY_MS) {
      reportedAt = now;
      const done = reading.pictures.length;
      const msLeft = done > 1 ? ((now - startedAt) / done) * (files.length - done) : null;
      report(reading, { kind: 'running', fraction: done / files.length, msLeft });
    }
    reading.pictures.push(await readPicture(given, models));
  }
  report(reading, { kind: 'ended', note: null, complete: !signal.aborted });
}

async function readPicture(given: Given, models: Models): Promise<PictureReading> {
  const { path, file } = given;
  const unread = (problem: string) => ({ path, width: 0, height: 0, faces: [], problem });
  if (givenKind(given) === 'video') return unread('This is a video. Open it by itself.');
  try {
    const client = await whenVisionReady();
    const { bitmap, ...frame } = await client.call('picture', { file, keepColour: false });
    bitmap.close();
    return {
      path,
      width: frame.width,
      height: frame.height,
      faces: await readExpressions(frame, 1, models),
      problem: null,
    };
  } catch (thrown) {
    const { code } = toAppError(thrown);
    return unread(code === 'worker-died' ? 'Face finding stopped unexpectedly at this picture.' : errorWords(thrown));
  }
}
