/** What the vision worker offers. Imported by the page for types only. */

import type { Change } from '../data/change.ts';
import type { ViewCounts } from '../data/multiView.ts';
import type { Sample } from '../data/schema.ts';
import type { Box, Point } from '../math/box.ts';

/** Degrees. yaw > 0: the face turns to the image's right; pitch > 0: up; roll > 0: clockwise on screen. */
export type Pose = { yaw: number; pitch: number; roll: number };

/** How good a picture of the face is, for advice and for smart capture. */
export type FaceQuality = {
  /**
   * Variance of the Laplacian over the variance of the grey, inside the model's framing at half the stored resolution:
   * low where it is blurred.
   */
  sharpness: number;
  /** Mean and spread (standard deviation) of the grey inside the model's framing, 0–1. */
  brightness: number;
  contrast: number;
  /** Mean grey of what surrounds the framing in the stored crop, 0–1. */
  surround: number;
  /** Difference in mean brightness of the framing's left and right halves, 0–1. */
  unevenness: number;
};

/** A face as it is kept: a 160 px JPEG with margin (math/faceCrop.ts) and f32 [468, 2] landmarks in units of its side. */
export type StoredFace = { jpeg: Blob; landmarks: Float32Array };

export type Face = {
  /** Stable over time in a video; 1, 2, … by size in a picture. */
  id: number;
  /** As detected in this frame, frame px. */
  box: Box;
  /** One-Euro filtered over time; equals `box` in a picture. Frame px. */
  smoothBox: Box;
  /** Whether this frame was looked at for it; else only its box moved on, and all else is from an earlier frame. */
  fresh: boolean;
  /** The detector's confidence, 0–1. */
  score: number;
  pose: Pose;
  /** Corners of the model's framing, clockwise from its top left, frame px. */
  framing: [Point, Point, Point, Point];
  /** What the encoder sees: grey u8 [inputSize, inputSize]. */
  crop: Uint8Array;
  quality: FaceQuality;
  /** What is kept of the face, where the call asked for it. */
  stored?: StoredFace;
};

/** Milliseconds spent in each stage of one frame. */
export type VisionTimings = { detect: number; crop: number };

export type Frame = { width: number; height: number; faces: Face[]; timings: VisionTimings };

/** `near`: one person at a camera (short range). `group`: many or small faces (full range). */
export type Range = 'near' | 'group';

/** A file that the user gave, with its path below what was chosen or dropped: `holiday/Smile/a.jpg`. */
export type GivenFile = { path: string; file: Blob };

export type ImportOptions = {
  /** Class of pictures that lie in no folder and in no table; null: they come unlabelled. */
  classId: string | null;
  /** Who is shown, where the files do not say. */
  person: string;
  /** Name of the sitting that everything of this import belongs to, where the files do not say. */
  session: string;
  /** Whether names that say person, expression and angle are read (data/multiView.ts); else folders are classes. */
  multiView: boolean;
  /** Frames taken from each second of a video. */
  framesPerSecond: number;
  /** Longest clip that a video is cut into, s; null: it stays whole. */
  clipSeconds: number | null;
};

/** A class by its id, or by its name, which may be new; null: none. */
export type ClassRef = { id: string } | { name: string } | null;

/** What a picture's table, name or folder and the import's options say of it. */
export type Said = { of: ClassRef } & Pick<
  Sample,
  'valence' | 'arousal' | 'intensity' | 'person' | 'session' | 'moment' | 'yaw'
>;

/** Why something was not imported. `byHand`: what is said of the file at `path`, of which a face could be cropped by hand. */
export type Skipped = { path: string; reason: string; byHand: Said | null };

/** `total` is null while it is not known yet. */
export type ImportProgress = { done: number; total: number | null; added: number; skipped: number; current: string };

/** Somebody in a film; `portrait`: the sample that shows them best. `tile`: of a mashup, from 1, row by row. */
export type FilmPerson = { person: string; tile: number | null; faces: number; portrait: string };

/** What was seen in a video: its tiles, where it is a mashup, into how many clips it was cut, and who is in it. */
export type FilmSummary = {
  path: string;
  grid: { columns: number; rows: number } | null;
  clips: number;
  people: FilmPerson[];
};

/** A model as an export holds it: id and class ids of its run, and what else is told of it. */
export type ExportedModel = { id: string; name: string; classes: string[]; about: unknown; file: Blob };

/** A model that was found in an export; `classes`: ids as they are here now. It is not looked into and not stored yet. */
export type FoundModel = { path: string; id: string; classes: string[]; file: Blob };

/**
 * What an import has written already, as a change; and what it has left out. `stopped`: the user ended it, or the
 * device took no more, which the last of `skipped` then say. `views`: the names that were read as person, expression
 * and angle, `turned` of them to the other side than the name says.
 */
export type ImportSummary = {
  change: Change;
  skipped: Skipped[];
  stopped: boolean;
  views: (ViewCounts & { turned: number }) | null;
  films: FilmSummary[];
  models: FoundModel[];
};

/** A square in a picture, px; upright. */
export type Square = { x: number; y: number; side: number };

/** What is known of a video file: px as it is shown, its duration in ms, its mean rate. */
export type VideoInfo = { video: number; width: number; height: number; duration: number; framesPerSecond: number };

export type VisionCalls = {
  /** Loads MediaPipe and the face models; the first of all calls. `base`: absolute URL of the app's root. */
  init: {
    params: { base: string; inputSize: number };
    result: Record<string, never>;
    progress: { done: number; total: number };
  };
  /**
   * Faces of the next frame of a video. The bitmap is transferred and closed here.
   * `time`: ms, rising within one `source`. Each source number has ids of its own; the three read last are remembered.
   * `everyFace`: all faces are looked at; without it two known ones in each frame, in turn (`Face.fresh`).
   */
  frame: {
    params: { frame: ImageBitmap; time: number; source: number; range: Range; everyFace: boolean; keepColour: boolean };
    result: Frame;
  };
  /**
   * Faces of a picture, at full range, and the decoded picture scaled to at most 1,600 px for display.
   * @throws `bad-input` for what is not a picture, is empty, truncated or over 120 megapixels
   */
  picture: { params: { file: Blob; keepColour: boolean }; result: Frame & { bitmap: ImageBitmap } };
  /**
   * Reads pictures, folders, zips, tables, videos and projects and writes their faces to the store as it goes.
   * Aborting its signal ends it softly: what was written stays and is in the summary, `stopped: true`.
   * What cannot be read is in `skipped`, whatever it is. The same file at the same path is never imported twice.
   * @throws `bad-input` when `classId` is no class; `storage` when the store cannot be read
   */
  import: {
    params: { files: GivenFile[]; options: ImportOptions };
    result: ImportSummary;
    progress: ImportProgress;
  };
  /** A picture that was skipped, for cropping by hand: at most 1,600 px. `path` as in `Skipped`. @throws `bad-input` */
  skippedPicture: { params: { files: GivenFile[]; path: string }; result: { bitmap: ImageBitmap } };
  /** A stored crop whose model framing is `square`, px of `skippedPicture`'s bitmap. */
  cropByHand: { params: { files: GivenFile[]; path: string; square: Square }; result: { jpeg: Blob } };
  /**
   * The whole collection as a zip: pictures in class folders, `mien.json`, landmarks, and what models it is given. Read
   * by `import` to the same state. `samples`: false leaves out all but classes and split plan. Its directory was read
   * back and is complete; the same collection gives the same bytes.
   * @throws `aborted` after its signal
   */
  export: {
    params: { samples: boolean; models: ExportedModel[] };
    result: { zip: Blob };
    progress: { done: number; total: number };
  };
  /** Opens a video file for reading frame by frame. @throws `bad-input` when it cannot be read */
  openVideo: { params: { file: Blob }; result: VideoInfo };
  /** The faces of the first frame at or after `time`, ms, tracked since the frame before; null at the end. Times rise. */
  videoFrame: { params: { video: number; time: number }; result: (Frame & { time: number }) | null };
  closeVideo: { params: { video: number }; result: Record<string, never> };
};
