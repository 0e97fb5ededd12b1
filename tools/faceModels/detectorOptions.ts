/**
 * FaceDetectorOptions (MediaPipe's face_detector_metadata_schema.fbs, identifier FD01): anchors and tensor layout of a
 * detector other than the short-range one, whose values MediaPipe has built in. Field numbers below are the schema's.
 */

import { Builder } from 'flatbuffers';
import { floats, integers } from './vectors.ts';

/** The key under which MediaPipe looks the options up in the model's custom metadata. */
export const DETECTOR_OPTIONS_KEY = 'FACE_DETECTOR_METADATA';

export type DetectorLayout = {
  /** Side of the square input, px. */
  input: number;
  /** Strides of the feature maps that carry anchors. */
  strides: number[];
  /** Aspect ratio of a second anchor in each cell; 0 for a single one. */
  interpolatedScaleAspectRatio: number;
  /** Number of anchors in all. */
  boxes: number;
};

/** As MediaPipe's face_detection_full_range graph has them: one 48 × 48 map with one anchor a cell. */
export const FULL_RANGE_LAYOUT: DetectorLayout = {
  input: 192,
  strides: [4],
  interpolatedScaleAspectRatio: 0,
  boxes: 48 * 48,
};

/** Each box is 4 numbers (centre, size) and 6 key points of 2. */
const COORDINATES = 16;
const KEY_POINTS = 6;
/** Scores are clipped to ±100 before the sigmoid. */
const SCORE_CLIP = 100;

export function detectorOptions({ input, strides, interpolatedScaleAspectRatio, boxes }: DetectorLayout): Uint8Array {
  const builder = new Builder(512);
  const version = builder.createString('1.0.0');
  const strideVector = integers(builder, strides);
  const aspectRatios = floats(builder, [1]);

  builder.startObject(10); // AnchorsOptions
  builder.addFieldInt32(0, strides.length, 0);
  builder.addFieldFloat32(2, 0.1484375, 0); // smallest and largest anchor scale
  builder.addFieldFloat32(3, 0.75, 0);
  builder.addFieldFloat32(4, 0.5, 0); // anchors sit in the middle of their cell
  builder.addFieldFloat32(5, 0.5, 0);
  builder.addFieldOffset(6, strideVector, 0);
  builder.addFieldOffset(7, aspectRatios, 0);
  builder.addFieldInt8(8, 1, 0); // fixed anchor size: boxes are relative to the input, not to the anchor
  builder.addFieldFloat32(9, interpolatedScaleAspectRatio, -1);
  const anchors = builder.endObject();

  builder.startObject(14); // TensorsDecodingOptions
  builder.addFieldInt32(0, 1, 0); // classes
  builder.addFieldInt32(1, boxes, 0);
  builder.addFieldInt32(2, COORDINATES, 0);
  builder.addFieldInt32(3, 0, -1); // the box comes first,
  builder.addFieldInt32(4, 4, 0); // then the key points
  builder.addFieldInt32(5, KEY_POINTS, 0);
  builder.addFieldInt32(6, 2, 0);
  for (const scale of [7, 8, 9, 10]) builder.addFieldFloat32(scale, input, 0);
  builder.addFieldFloat32(11, SCORE_CLIP, 0);
  builder.addFieldInt8(12, 1, 0); // x before y
  builder.addFieldInt8(13, 1, 0); // scores are logits
  const decoding = builder.endObject();

  builder.startObject(3); // FaceDetectorOptions
  builder.addFieldOffset(0, version, 0);
  builder.addFieldOffset(1, anchors, 0);
  builder.addFieldOffset(2, decoding, 0);
  builder.finish(builder.endObject(), 'FD01');
  return builder.asUint8Array();
}
