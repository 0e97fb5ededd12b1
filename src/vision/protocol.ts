/** What the vision worker offers. Imported by the page for types only. */

import type { Box, Point } from '../math/box.ts';

/** Degrees. yaw > 0: the face turns to the image's right; pitch > 0: up; roll > 0: clockwise on screen. */
export type Pose = { yaw: number; pitch: number; roll: number };

export type Face = {
  /** Stable over time in a video; 1, 2, … by size in a picture. */
  id: number;
  /** As detected in this frame, frame px. */
  box: Box;
  /** One-Euro filtered over time; equals `box` in a picture. Frame px. */
  smoothBox: Box;
  /** The detector's confidence, 0–1. */
  score: number;
  pose: Pose;
  /** Corners of the model's framing, clockwise from its top left, frame px. */
  framing: [Point, Point, Point, Point];
  /** What the encoder sees: grey u8 [inputSize, inputSize]. */
  crop: Uint8Array;
  /** Stored colour crop (160 px JPEG, math/faceCrop.ts), where the call asked to keep it. */
  colour?: Blob;
};

/** Milliseconds spent in each stage of one frame. */
export type VisionTimings = { detect: number; crop: number };

export type Frame = { width: number; height: number; faces: Face[]; timings: VisionTimings };

/** `near`: one person at a camera (short range). `group`: many or small faces (full range). */
export type Range = 'near' | 'group';

export type VisionCalls = {
  /** Loads MediaPipe and the face models; the first of all calls. `base`: absolute URL of the app's root. */
  init: {
    params: { base: string; inputSize: number };
    result: Record<string, never>;
    progress: { done: number; total: number };
  };
  /**
   * Faces of the next frame of a video. The bitmap is transferred and closed here.
   * `time`: ms, rising within one `source`; a new source number forgets all ids.
   */
  frame: {
    params: { frame: ImageBitmap; time: number; source: number; range: Range; keepColour: boolean };
    result: Frame;
  };
  /**
   * Faces of a picture, at full range, and the decoded picture scaled to at most 1,600 px for display.
   * @throws `bad-input` for what is not a picture, is empty, truncated or over 120 megapixels
   */
  picture: { params: { file: Blob; keepColour: boolean }; result: Frame & { bitmap: ImageBitmap } };
};
