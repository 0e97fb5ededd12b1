/** Reads a video file frame by frame, streamed: never more of it in memory than a few frames. Knows no faces. */

import {
  BlobSource,
  Input,
  type InputVideoTrack,
  MATROSKA,
  MP4,
  MPEG_TS,
  QTFF,
  type VideoSample,
  VideoSampleSink,
  WEBM,
} from 'mediabunny';
import { ROUNDING_MS } from '../../math/sampling.ts';
import { AppError } from '../../rpc/appError.ts';
import { LONGEST_SIDE } from '../decodePicture.ts';
import type { VideoInfo } from '../protocol.ts';
import { damagedAt, emptyFile, endsEarly, noDecoder, noIndex, noPictures, notAVideo, unknownCodec } from './refusal.ts';

/** A frame as it is shown: upright, at most 1,600 px. The canvas holds it until the next one is asked for. */
export type Shot = { time: number; picture: OffscreenCanvas };

export type Film = {
  info: Omit<VideoInfo, 'video'>;
  /**
   * The first frame at or after `time`, ms, that no call has given yet; null at the end. One call at a time.
   * @throws `bad-input` where the file is damaged or ends before it should; what came before stays good
   */
  next: (time: number) => Promise<Shot | null>;
  close: () => Promise<void>;
};

/** Playlists, which fetch further files, are left out. */
const FORMATS = [MP4, QTFF, MATROSKA, WEBM, MPEG_TS];

/** Enough packets for a mean frame rate, without reading all of a long file. */
const RATE_PACKETS = 100;

/** Sound may go on a little after the last picture; a file that lacks more than this is incomplete, ms. */
const TAIL_MS = 1500;

/** @throws `bad-input` that says why the file cannot be read and what to do */
export async function openFilm(file: Blob): Promise<Film> {
  if (file.size === 0) throw emptyFile();
  if (typeof VideoDecoder === 'undefined') throw noDecoder();
  const input = new Input({ source: new BlobSource(file), formats: FORMATS });
  try {
    const track = await readableTrack(input);
    const described = await describe(input, track);
    const samples = new VideoSampleSink(track).samples();
    return { info: described.info, ...reader(samples, described, () => input.dispose()) };
  } catch (thrown) {
    input.dispose();
    throw thrown instanceof AppError ? thrown : noIndex(thrown);
  }
}

async function readableTrack(input: Input): Promise<InputVideoTrack> {
  if (!(await input.canRead().catch(() => false))) throw notAVideo();
  const track = await input.getPrimaryVideoTrack();
  if (!track) throw (await input.getTracks()).length > 0 ? noPictures() : noIndex();
  if (!(await track.canDecode())) throw unknownCodec(await track.getCodec());
  return track;
}

/** `origin`: the file's own time of what players show as 0, s. `claimed`: the duration that the file says, ms. */
type Described = { info: Film['info']; origin: number; claimed: number };

async function describe(input: Input, track: InputVideoTrack): Promise<Described> {
  const origin = Math.max(0, await input.getFirstTimestamp());
  const duration = 1000 * ((await track.computeDuration()) - origin);
  const said = await track.getDurationFromMetadata();
  const { averagePacketRate } = await track.computePacketStats(RATE_PACKETS);
  const info = {
    width: await track.getDisplayWidth(),
    height: await track.getDisplayHeight(),
    duration,
    framesPerSecond: averagePacketRate,
  };
  return { info, origin, claimed: Math.max(duration, 1000 * ((said ?? 0) - origin)) };
}

function reader(
  samples: AsyncGenerator<VideoSample, void, unknown>,
  { info, origin, claimed }: Described,
  release: () => void,
): Pick<Film, 'next' | 'close'> {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(info.width, info.height));
  const picture = new OffscreenCanvas(Math.round(info.width * scale), Math.round(info.height * scale));
  const context = picture.getContext('2d', { alpha: false });
  if (!context) throw new Error('No 2-D canvas in this worker.');
  let closed = false;
  /** Up to when frames came, ms. */
  let end = 0;

  const following = async (): Promise<VideoSample | null> => {
    try {
      const { value, done } = await samples.next();
      return done ? null : value;
    } catch (thrown) {
      throw damagedAt(end, thrown);
    }
  };

  return {
    next: async (time) => {
      for (;;) {
        const sample = await following();
        if (closed) sample?.close();
        if (closed || !sample) {
          if (closed || claimed - end <= TAIL_MS) return null;
          throw endsEarly(end, claimed);
        }
        try {
          const at = 1000 * (sample.timestamp - origin);
          end = at + 1000 * sample.duration;
          if (at < Math.max(0, time) - ROUNDING_MS) continue;
          sample.draw(context, 0, 0, picture.width, picture.height);
          return { time: Math.max(0, at), picture };
        } finally {
          sample.close();
        }
      }
    },
    close: async () => {
      closed = true;
      await samples.return();
      release();
    },
  };
}
