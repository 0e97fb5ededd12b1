/** Why a video file cannot be read, in sentences for the user. Reads nothing itself. */

import { AppError } from '../../rpc/appError.ts';

const CODECS: Record<string, string> = {
  avc: 'H.264',
  hevc: 'H.265 (HEVC)',
  vp8: 'VP8',
  vp9: 'VP9',
  av1: 'AV1',
  prores: 'ProRes',
};

const refused = (message: string, cause?: unknown) => new AppError('bad-input', message, { cause });

export const emptyFile = () => refused('This file is empty. Choose another video.');

export const noDecoder = () =>
  refused('This browser cannot read video files frame by frame. Update it, or open the page in another browser.');

export const notAVideo = (cause?: unknown) =>
  refused('This file is not a video that can be read here. Choose an MP4, MOV, WebM or MKV file.', cause);

export const noIndex = (cause?: unknown) =>
  refused('This video is damaged or incomplete: its index is missing. Download or copy it again.', cause);

export const noPictures = () => refused('This file has sound but no picture. Choose a video.');

/** @param codec as mediabunny names it; null: unknown */
export const unknownCodec = (codec: string | null) =>
  refused(
    `This browser cannot decode ${codec ? `${CODECS[codec] ?? codec} video` : 'the format of this video'}. ` +
      'Convert it to H.264 (MP4) or VP9 (WebM) and try again.',
  );

/** @param at ms that could be read */
export const damagedAt = (at: number, cause?: unknown) =>
  refused(`This video is damaged or incomplete: it can be read up to ${seconds(at)} only.`, cause);

/** @param claimed ms that the file says it has */
export const endsEarly = (at: number, claimed: number) =>
  refused(`The pictures of this video end after ${seconds(at)} of ${seconds(claimed)}: the rest may be missing.`);

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
