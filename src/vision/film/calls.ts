/** The vision worker's calls that read a video file frame by frame. */

import { AppError } from '../../rpc/appError.ts';
import type { Handlers } from '../../rpc/protocol.ts';
import type { Shared } from '../engine.ts';
import type { VisionCalls } from '../protocol.ts';

export function filmCalls(_shared: Shared): Pick<Handlers<VisionCalls>, 'openVideo' | 'videoFrame' | 'closeVideo'> {
  const later = () => {
    throw new AppError('internal', 'Not built yet.');
  };
  return { openVideo: later, videoFrame: later, closeVideo: later };
}
