/** The sample clip of rendered actors: what the page opens with, so that it works with no camera. */

import { beginSource, stageElements } from '../live/stage.ts';
import { ROOT } from '../session.ts';
import { getState, setState } from '../store.ts';
import { closeCamera } from './cameraStream.ts';

export const CLIP_POSTER = new URL('samples/poster.jpg', ROOT).href;

/** Shows the clip, muted and looping. Where a browser does not let it start by itself, the play button does. */
export async function showClip(): Promise<void> {
  closeCamera();
  const { video } = stageElements();
  video.srcObject = null;
  video.src = new URL('samples/clip.mp4', ROOT).href;
  beginSource({ kind: 'clip', name: 'Sample clip', width: 0, height: 0 });
  video.addEventListener(
    'error',
    () => {
      if (video.src.endsWith('clip.mp4'))
        setState({
          sourceError: 'The sample clip could not be loaded. Use the camera or a picture, or reload the page.',
        });
    },
    { once: true },
  );
  await play();
}

/** Starts the stage's video. A browser that saves power may refuse until the user presses play: that is no error. */
export async function play(): Promise<void> {
  await stageElements()
    .video.play()
    .catch(() => {});
}

export function togglePlaying(): void {
  const { video } = stageElements();
  if (getState().source?.kind === 'picture') return;
  if (video.paused) void play();
  else video.pause();
}
