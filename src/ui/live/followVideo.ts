/** Paces work by a video's frames, one at a time: a frame that comes while the last is being dealt with is skipped. */

/**
 * Runs `step` for each new frame of `video` until the page ends. A hidden page gets no frames, so nothing runs then.
 * @returns a function that asks for one more step although no new frame came, for a paused video
 */
export function followVideo(video: HTMLVideoElement, step: () => Promise<void>): () => void {
  let wake = () => {};
  let nudged = false;

  const nextFrame = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
      if (nudged) resolve();
      else if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(() => wake());
      else waitForMovement(video, resolve);
      nudged = false;
    });

  const run = async () => {
    for (;;) {
      await nextFrame();
      await step();
    }
  };
  void run();
  return () => {
    nudged = true;
    wake();
  };
}

/** For browsers that do not announce video frames: looks for a new time at every animation frame. */
function waitForMovement(video: HTMLVideoElement, moved: () => void): void {
  const { currentTime } = video;
  const look = () => (video.currentTime === currentTime ? requestAnimationFrame(look) : moved());
  requestAnimationFrame(look);
}
