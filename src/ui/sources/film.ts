/** Shows a video file of the user's on the stage, muted and looping. Reads no frames itself. */

import { beginSource, stageElements } from '../live/stage.ts';
import { closeCamera } from './cameraStream.ts';
import { play } from './clip.ts';

/** The address of the video that is on the stage, or was last: it holds a reference to the file, not its bytes. */
let shown: { file: File; url: string } | null = null;

/** A player that has not said by then whether it takes a file is not waited for, ms. */
const TELLS_MS = 5_000;

/** Whether this browser's player takes the file: it and the frame reader know different formats. */
export function canPlay(file: File): Promise<boolean> {
  const url = URL.createObjectURL(file);
  const video = document.createElement('video');
  return new Promise<boolean>((resolve) => {
    video.onloadedmetadata = () => resolve(video.videoWidth > 0);
    video.onerror = () => resolve(false);
    // One that does not tell may well play.
    setTimeout(() => resolve(true), TELLS_MS);
    Object.assign(video, { muted: true, preload: 'metadata', src: url });
  }).finally(() => {
    video.removeAttribute('src');
    video.load();
    URL.revokeObjectURL(url);
  });
}

/** @param size px of the video as it is shown; 0 while unknown */
export async function showFilm(file: File, size: { width: number; height: number }): Promise<void> {
  closeCamera();
  const { video } = stageElements();
  if (shown?.file !== file) {
    if (shown) URL.revokeObjectURL(shown.url);
    shown = { file, url: URL.createObjectURL(file) };
  }
  video.srcObject = null;
  video.src = shown.url;
  beginSource({ kind: 'video', name: file.name || 'Video', ...size });
  await play();
}

/** Whether the stage's player is at this file. */
export const isOnStage = (file: File): boolean => shown?.file === file && stageElements().video.src === shown.url;
