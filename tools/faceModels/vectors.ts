/** Vectors for a FlatBuffers builder, which writes back to front. Knows no schema. */

import type { Builder, Offset } from 'flatbuffers';

export function offsets(builder: Builder, values: Offset[]): Offset {
  builder.startVector(4, values.length, 4);
  for (const value of values.toReversed()) builder.addOffset(value);
  return builder.endVector();
}

export function floats(builder: Builder, values: number[]): Offset {
  builder.startVector(4, values.length, 4);
  for (const value of values.toReversed()) builder.addFloat32(value);
  return builder.endVector();
}

export function integers(builder: Builder, values: number[]): Offset {
  builder.startVector(4, values.length, 4);
  for (const value of values.toReversed()) builder.addInt32(value);
  return builder.endVector();
}

/** Bytes aligned to 16, as TFLite wants its buffers. */
export function alignedBytes(builder: Builder, values: Uint8Array): Offset {
  builder.startVector(1, values.length, 16);
  for (const value of values.toReversed()) builder.addInt8(value);
  return builder.endVector();
}
