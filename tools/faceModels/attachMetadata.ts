/**
 * Adds a metadata buffer to a TFLite model without rewriting it. A new root table goes in front of the untouched bytes;
 * FlatBuffers references only point forward, so the new table can go on using every part of the old one.
 */

import { Builder } from 'flatbuffers';
import { FlatTable } from './flatTable.ts';
import { alignedBytes, offsets } from './vectors.ts';

/** Fields of `Model` in TFLite's schema.fbs. */
const VERSION = 0;
const BUFFERS = 4;
const METADATA = 6;
const KEPT = [1, 2, 3, 5, 7]; // operator codes, subgraphs, description, metadata buffers, signatures

const METADATA_NAME = 'TFLITE_METADATA';
/** Model buffers must stay aligned, so the prefix is padded to a multiple of this, bytes. */
const ALIGNMENT = 16;

/** @throws Error when the bytes are not a TFLite model, or carry metadata already */
export function attachMetadata(model: Uint8Array, metadata: Uint8Array): Uint8Array {
  if (new TextDecoder().decode(model.subarray(4, 8)) !== 'TFL3') throw new Error('This is not a TFLite model.');
  const root = FlatTable.root(model);
  if (root.tables(METADATA).some((entry) => entry.string(0) === METADATA_NAME)) {
    throw new Error('The model has metadata already.');
  }
  const builder = new Builder(metadata.length + 4096);
  builder.prep(ALIGNMENT, 0);
  // The builder counts offsets back from its end, and the old model starts there: position p has the offset −p.
  const old = (position: number) => -position;

  const data = alignedBytes(builder, metadata);
  builder.startObject(3); // Buffer
  builder.addFieldOffset(0, data, 0);
  const buffer = builder.endObject();
  const oldBuffers = root.vector(BUFFERS);
  const buffers = offsets(builder, [...oldBuffers.map(old), buffer]);

  const name = builder.createString(METADATA_NAME);
  builder.startObject(2); // Metadata
  builder.addFieldOffset(0, name, 0);
  builder.addFieldInt32(1, oldBuffers.length, 0);
  const entry = builder.endObject();
  const entries = offsets(builder, [...root.vector(METADATA).map(old), entry]);

  builder.startObject(8); // Model
  builder.addFieldInt32(VERSION, root.uint32(VERSION), 0);
  for (const field of KEPT) {
    const position = root.reference(field);
    if (position) builder.addFieldOffset(field, old(position), 0);
  }
  builder.addFieldOffset(BUFFERS, buffers, 0);
  builder.addFieldOffset(METADATA, entries, 0);
  builder.finish(builder.endObject(), 'TFL3');

  const prefix = builder.asUint8Array();
  if (prefix.length % ALIGNMENT)
    throw new Error(`The prefix of ${prefix.length} bytes would shift the model's buffers.`);
  const result = new Uint8Array(prefix.length + model.length);
  result.set(prefix);
  result.set(model, prefix.length);
  return result;
}
