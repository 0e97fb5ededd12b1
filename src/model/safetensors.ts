/**
 * The safetensors file format (github.com/huggingface/safetensors), read with every bound checked. Knows bytes and
 * shapes, no tensors of a backend.
 *
 * Layout: u64 length of the header, the header as JSON, then the tensors' little-endian bytes.
 */

import * as v from 'valibot';
import { halvesToFloats } from '../math/halfFloat.ts';
import { AppError } from '../rpc/appError.ts';
import { quoted } from '../rpc/quoted.ts';

export type StoredArray = { shape: number[]; data: Float32Array | Int32Array | Uint8Array };
export type StoredArrays = Map<string, StoredArray>;
export type Metadata = { [key: string]: string };

/** No header of ours comes near this; the reference reader refuses more than 100 MB. */
const LONGEST_HEADER = 1_000_000;

const METADATA = '__metadata__';

/** F16 is read as f32; it is never written. */
const BYTES = { F32: 4, F16: 2, I32: 4, U8: 1 } as const;
type Dtype = keyof typeof BYTES;

const size = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const EntrySchema = v.strictObject({
  dtype: v.picklist(Object.keys(BYTES) as Dtype[]),
  shape: v.pipe(v.array(size), v.maxLength(8)),
  data_offsets: v.tuple([size, size]),
});
const MetadataSchema = v.record(v.string(), v.string());

/** @throws `bad-weights` for anything that is not exactly one well-formed file */
export function readSafetensors(file: ArrayBuffer): { arrays: StoredArrays; metadata: Metadata } {
  if (file.byteLength < 8) throw malformed('it is shorter than 8 bytes');
  const headerBytes = new DataView(file).getBigUint64(0, true);
  if (headerBytes > LONGEST_HEADER || Number(headerBytes) > file.byteLength - 8) {
    throw malformed('its header is longer than the file');
  }
  const start = 8 + Number(headerBytes);
  const { [METADATA]: comments = {}, ...entries } = parseHeader(new Uint8Array(file, 8, Number(headerBytes)));
  const metadata = v.safeParse(MetadataSchema, comments);
  if (!metadata.success) throw malformed('its metadata are not text');

  const found: [string, v.InferOutput<typeof EntrySchema>][] = [];
  for (const [name, value] of Object.entries(entries)) {
    const entry = v.safeParse(EntrySchema, value);
    if (!entry.success) throw malformed(`the entry “${quoted(name)}” is not understood`);
    const { dtype, shape, data_offsets } = entry.output;
    const [from, to] = data_offsets;
    const count = shape.reduce((product, length) => product * length, 1);
    if (to > file.byteLength - start || to - from !== count * BYTES[dtype]) {
      throw malformed(`the range of “${quoted(name)}” does not fit its shape or the file`);
    }
    found.push([name, entry.output]);
  }
  // Before anything is copied: a small header can name the same bytes thousands of times.
  checkCover(
    found.map(([, { data_offsets }]) => data_offsets),
    file.byteLength - start,
  );
  const arrays: StoredArrays = new Map(
    found.map(
      ([
        name,
        {
          dtype,
          shape,
          data_offsets: [from, to],
        },
      ]) => {
        // Copied: a range need not be aligned to its elements.
        return [name, { shape, data: decode(dtype, file.slice(start + from, start + to)) }];
      },
    ),
  );
  return { arrays, metadata: metadata.output };
}

/** Writes f32, i32 and u8 arrays; what `readSafetensors` gives back is equal. */
export function writeSafetensors(arrays: StoredArrays, metadata: Metadata): ArrayBuffer {
  const header: { [name: string]: unknown } = { [METADATA]: metadata };
  let offset = 0;
  for (const [name, { shape, data }] of arrays) {
    const dtype: Dtype = data instanceof Float32Array ? 'F32' : data instanceof Int32Array ? 'I32' : 'U8';
    header[name] = { dtype, shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const headerBytes = Math.ceil(text.length / 8) * 8;
  const file = new Uint8Array(8 + headerBytes + offset).fill(0x20, 8, 8 + headerBytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerBytes), true);
  file.set(text, 8);
  let position = 8 + headerBytes;
  for (const { data } of arrays.values()) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), position);
    position += data.byteLength;
  }
  return file.buffer;
}

function parseHeader(bytes: Uint8Array): { [name: string]: unknown } {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw malformed('its header is not JSON');
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header)) {
    throw malformed('its header is not a JSON object');
  }
  return header as { [name: string]: unknown };
}

function decode(dtype: Dtype, bytes: ArrayBuffer): StoredArray['data'] {
  switch (dtype) {
    case 'F32':
      return new Float32Array(bytes);
    case 'F16':
      return halvesToFloats(new Uint16Array(bytes));
    case 'I32':
      return new Int32Array(bytes);
    case 'U8':
      return new Uint8Array(bytes);
  }
}

/** The ranges must cover the data without holes or overlaps, so that no byte can hide or be read twice. */
function checkCover(ranges: [number, number][], length: number): void {
  let covered = 0;
  for (const [from, to] of ranges.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    if (from !== covered) throw malformed('its tensors overlap or leave holes');
    covered = to;
  }
  if (covered !== length) throw malformed('it goes on after its last tensor');
}

function malformed(reason: string): AppError {
  return new AppError('bad-weights', `This weights file cannot be used: ${reason}. Download or export it again.`);
}
