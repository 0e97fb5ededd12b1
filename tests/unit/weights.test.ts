import { describe, expect, it } from 'vitest';
import current from '../../src/model/current.json' with { type: 'json' };
import { checkSelfTest, selfTestPattern } from '../../src/model/selfTest.ts';
import { checkShapes, loadWeights, type ReadAsset } from '../../src/model/weights.ts';
import { AppError } from '../../src/rpc/appError.ts';
import { readPublic } from './readPublic.ts';

/** The app's files with base.json or the weights changed on the way. */
function altered(change: {
  base?: (base: Record<string, unknown>) => void;
  file?: (bytes: Uint8Array) => void;
}): ReadAsset {
  return async (path) => {
    const bytes = await readPublic(path);
    if (!path.endsWith('.json')) {
      change.file?.(new Uint8Array(bytes));
      return bytes;
    }
    const base = JSON.parse(new TextDecoder().decode(bytes));
    change.base?.(base);
    return new TextEncoder().encode(JSON.stringify(base)).buffer;
  };
}

describe('the released weights', () => {
  it('load with their progress, in single precision', async () => {
    const seen: number[][] = [];
    const read: ReadAsset = async (path, onBytes) => {
      const bytes = await readPublic(path);
      onBytes?.(bytes.byteLength);
      return bytes;
    };
    const { base, arrays } = await loadWeights(read, (done, total) => seen.push([done, total]));
    expect(base.hash).toBe(current.hash);
    expect(seen).toEqual([[base.bytes, base.bytes]]);
    const numbers = [...arrays.values()].reduce((sum, { data }) => sum + data.length, 0);
    expect(numbers).toBe(base.parameters);
    expect([...arrays.values()].every(({ data }) => data instanceof Float32Array && data.every(Number.isFinite))).toBe(
      true,
    );
  });

  it.each<[string, Parameters<typeof altered>[0]]>([
    ['a flipped bit', { file: (bytes) => (bytes[bytes.length - 1]! ^= 1) }],
    ['another checksum', { base: (base) => (base.sha256 = 'a'.repeat(64)) }],
    ['a missing field', { base: (base) => delete base.temperature }],
    ['a temperature of 0', { base: (base) => (base.temperature = 0) }],
    [
      'a topology that does not fit',
      {
        base: (base) => (base.topology = { inputSize: 48, stem: 31, stages: [{ channels: 8, blocks: 1, stride: 2 }] }),
      },
    ],
    ['other classes than the head has', { base: (base) => (base.classes = ['a', 'b']) }],
    ['another format', { base: (base) => (base.format = 2) }],
  ])('are refused with %s', async (_name, change) => {
    const error = await loadWeights(altered(change)).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(AppError);
    expect(error.code).toBe('bad-weights');
  });

  it('are refused when tensors are left over', () => {
    const arrays = new Map([['a', { shape: [1], data: new Float32Array(1) }]]);
    expect(() => checkShapes(arrays, new Map())).toThrow('1 tensors instead of 0');
  });
});

describe('the self-test', () => {
  it('uses the pattern of export.py', () => {
    const pattern = selfTestPattern(48);
    expect(pattern.length).toBe(48 * 48);
    expect([pattern[0], pattern[1], pattern[48], pattern[48 * 47 + 46]]).toEqual([
      0,
      7,
      13,
      (7 * 46 + 13 * 47 + 46 * 47) % 256,
    ]);
  });

  it('accepts small differences and refuses large ones and NaN', () => {
    expect(() => checkSelfTest([1, 2], [1.005, 1.995])).not.toThrow();
    expect(() => checkSelfTest([1, 2], [1, 2.02])).toThrow('wrong results');
    expect(() => checkSelfTest([1, Number.NaN], [1, 2])).toThrow('wrong results');
    expect(() => checkSelfTest([1], [1, 2])).toThrow('wrong results');
  });
});
