/** Opens the clip that people watch while their reactions are recorded. Plays nothing. */

import { AppError } from '../../rpc/appError.ts';
import { ROOT } from '../session.ts';
import { clipId } from './reactionClip.ts';

/** `clip`: what its samples are stored under. `duration`: ms. */
export type Stimulus = { clip: string; name: string; url: string; duration: number };

/** A player that has not told by then what the file is does not know it, ms. */
const TELLS_MS = 10_000;

/** The sample clip of rendered actors. @throws `bad-input` where it cannot be loaded */
export const sampleStimulus = (): Promise<Stimulus> =>
  opened(
    'Sample clip',
    new URL('samples/clip.mp4', ROOT).href,
    'The sample clip could not be loaded. Reload the page.',
  );

/**
 * A video file of the user's. Its address holds the file: `releaseStimulus` lets it go.
 * @throws `bad-input` where this browser cannot play it
 */
export async function fileStimulus(file: File): Promise<Stimulus> {
  const url = URL.createObjectURL(file);
  try {
    return await opened(
      file.name || 'Video',
      url,
      `“${file.name}” cannot be played by this browser. Choose an MP4 (H.264) or WebM file.`,
    );
  } catch (thrown) {
    URL.revokeObjectURL(url);
    throw thrown;
  }
}

export function releaseStimulus({ url }: Stimulus): void {
  if (url.startsWith('blob:')) URL.revokeObjectURL(url);
}

async function opened(name: string, url: string, refusal: string): Promise<Stimulus> {
  const video = document.createElement('video');
  try {
    const duration = await new Promise<number>((resolve, reject) => {
      const refuse = () => reject(new AppError('bad-input', refusal));
      video.onloadedmetadata = () => (video.videoWidth > 0 ? resolve(1000 * video.duration) : refuse());
      video.onerror = refuse;
      setTimeout(refuse, TELLS_MS);
      Object.assign(video, { muted: true, preload: 'metadata', src: url });
    });
    if (!Number.isFinite(duration)) throw new AppError('bad-input', refusal);
    return { clip: clipId(name, duration), name, url, duration };
  } finally {
    video.removeAttribute('src');
    video.load();
  }
}
