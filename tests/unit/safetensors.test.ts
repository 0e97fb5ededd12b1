import { describe, expect, it } from 'vitest';
import { readSafetensors, type StoredArrays, writeSafetensors } from '../../src/model/safetensors.ts';
import { AppError } from '../../src/rpc/appError.ts';

/** A file of this header and this many bytes of data. */
function file(header: unknown, dataBytes: number): ArrayBuffer {
  const text = typeof header === 'string' ? header : JSON.stringify(header);
  const bytes = new TextEncoder().encode(text);
  return raw(bytes.length, bytes, dataBytes);
}

function raw(headerLength: number | bigint, header: Uint8Array, dataBytes: number): ArrayBuffer {
  const whole = new Uint8Array(8 + header.length + dataBytes);
  new DataView(whole.buffer).setBigUint64(0, BigInt(headerLength), true);
  whole.set(header, 8);
  return whole.buffer;
}

const tensor = (dtype: string, shape: unknown, from: unknown, to: unknown) => ({
  dtype,
  shape,
  data_offsets: [from, to],
});
const good = tensor('F32', [2], 0, 8);

describe('a safetensors file', () => {
  it('comes back as it was written, shapes, values and metadata', () => {
    const arrays: StoredArrays = new Map([
      ['encoder.stem.kernel', { shape: [3, 1, 2], data: new Float32Array([1, -2.5, 3e-38, 4, 5, Number.NaN]) }],
      ['bytes', { shape: [3], data: new Uint8Array([0, 127, 255]) }],
      ['rng', { shape: [4], data: new Int32Array([-1, 2 ** 31 - 1, -(2 ** 31), 0]) }],
      ['scalar', { shape: [], data: new Float32Array([7]) }],
      ['empty', { shape: [0, 5], data: new Float32Array(0) }],
      ['naïve “name”', { shape: [1], data: new Float32Array([1]) }],
    ]);
    const metadata = { format: 'test', note: 'ü' };
    expect(readSafetensors(writeSafetensors(arrays, metadata))).toEqual({ arrays, metadata });
  });

  it('starts its data at a multiple of 8, as the reference writer does', () => {
    const written = writeSafetensors(new Map([['a', { shape: [1], data: new Float32Array(1) }]]), {});
    expect(Number(new DataView(written).getBigUint64(0, true)) % 8).toBe(0);
  });

  it('writes a view of a larger buffer, not the buffer', () => {
    const data = new Float32Array([9, 1, 2, 9]).subarray(1, 3);
    const { arrays } = readSafetensors(writeSafetensors(new Map([['a', { shape: [2], data }]]), {}));
    expect(arrays.get('a')?.data).toEqual(new Float32Array([1, 2]));
  });

  it('may lack metadata', () => {
    expect(readSafetensors(file({ a: good }, 8)).metadata).toEqual({});
  });

  it('reads half floats: normal, subnormal, signed zero, infinities and NaN', () => {
    const halves = new Uint16Array([0x3c00, 0xc000, 0x7bff, 0x0001, 0x8000, 0x7c00, 0xfc00, 0x7e00]);
    const whole = new Uint8Array(file({ h: tensor('F16', [8], 0, 16) }, 16));
    whole.set(new Uint8Array(halves.buffer), whole.length - 16);
    const values = readSafetensors(whole.buffer).arrays.get('h')?.data;
    expect(Array.from(values ?? [])).toEqual([1, -2, 65504, 2 ** -24, -0, Infinity, -Infinity, Number.NaN]);
  });
});

describe('a malformed file is refused as bad weights', () => {
  const text = new TextEncoder();
  const cases: [string, ArrayBuffer][] = [
    ['empty', new ArrayBuffer(0)],
    ['shorter than its length field', new ArrayBuffer(7)],
    ['a header longer than the file', raw(1000, text.encode('{}'), 0)],
    ['a header length beyond any number', raw(2n ** 64n - 1n, text.encode('{}'), 0)],
    ['a header length of 2^53', raw(2n ** 53n, text.encode('{}'), 0)],
    ['a header of more than a megabyte', file(`{}${' '.repeat(1_000_000)}`, 0)],
    ['no header at all', raw(0, new Uint8Array(0), 8)],
    ['a header that is not UTF-8', raw(2, new Uint8Array([0xff, 0xfe]), 0)],
    ['a header that is not JSON', file('{"a":', 0)],
    ['a header that is null', file('null', 0)],
    ['a header that is a list', file('[]', 0)],
    ['a header that is a number', file('12', 0)],
    ['metadata that are not text', file({ __metadata__: { step: 3 } }, 0)],
    ['metadata that are a list', file({ __metadata__: 'x' }, 0)],
    ['an entry that is null', file({ a: null }, 8)],
    ['an entry that is text', file({ a: 'F32' }, 8)],
    ['no dtype', file({ a: { shape: [2], data_offsets: [0, 8] } }, 8)],
    ['an unknown dtype', file({ a: tensor('BF16', [4], 0, 8) }, 8)],
    ['a dtype of Object.prototype', file({ a: tensor('toString', [2], 0, 8) }, 8)],
    ['a shape that is no list', file({ a: tensor('F32', 2, 0, 8) }, 8)],
    ['a negative size', file({ a: tensor('F32', [-2], 0, 8) }, 8)],
    ['two negative sizes', file({ a: tensor('F32', [-1, -2], 0, 8) }, 8)],
    ['a fractional size', file({ a: tensor('F32', [0.5, 4], 0, 8) }, 8)],
    ['sizes that overflow', file({ a: tensor('F32', [2 ** 40, 2 ** 40], 0, 8) }, 8)],
    ['more dimensions than any tensor', file({ a: tensor('F32', [2, 1, 1, 1, 1, 1, 1, 1, 1], 0, 8) }, 8)],
    ['offsets that are no pair', file({ a: { dtype: 'F32', shape: [2], data_offsets: [0] } }, 8)],
    ['offsets that are text', file({ a: tensor('F32', [2], '0', '8') }, 8)],
    ['offsets the wrong way round', file({ a: tensor('F32', [2], 8, 0) }, 8)],
    ['a negative offset', file({ a: tensor('F32', [2], -8, 0) }, 8)],
    ['a range beyond the file', file({ a: tensor('F32', [4], 0, 16) }, 8)],
    ['a range that does not fit the shape', file({ a: tensor('F32', [1], 0, 8) }, 8)],
    ['overlapping ranges', file({ a: good, b: good }, 8)],
    ['a hole between ranges', file({ a: good, b: tensor('F32', [1], 12, 16) }, 16)],
    ['bytes after the last range', file({ a: good }, 9)],
    [
      'a file cut short',
      writeSafetensors(new Map([['a', { shape: [2], data: new Float32Array(2) }]]), {}).slice(0, -1),
    ],
    [
      'an entry hidden under __proto__',
      file('{"__proto__":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":5}', 8),
    ],
    ['an unknown field', file({ a: { ...good, compression: 'gzip' } }, 8)],
  ];
  it.each(cases)('%s', (_name, bytes) => {
    try {
      readSafetensors(bytes);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(AppError);
      expect((error as AppError).code).toBe('bad-weights');
    }
  });
});
