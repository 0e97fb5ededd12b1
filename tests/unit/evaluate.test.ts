import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import current from '../../src/model/current.json' with { type: 'json' };
import { parseTable, readFolder } from '../../tools/evaluation/folder.ts';
import { readNpy, readNpz } from '../../tools/evaluation/npz.ts';
import { majority, readVotes } from '../../tools/evaluation/votes.ts';

/** A version 1 .npy file, as numpy.save writes it. */
function npy(shape: number[], data: Uint8Array, descr = '|u1'): Uint8Array {
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`;
  const header = `${text.padEnd(64 * Math.ceil((text.length + 11) / 64) - 11)}\n`;
  const start = new Uint8Array(10);
  start.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  new DataView(start.buffer).setUint16(8, header.length, true);
  return new Uint8Array([...start, ...new TextEncoder().encode(header), ...data]);
}

describe('numpy archives', () => {
  it('are read with their shapes', () => {
    const file = zipSync({
      'images.npy': npy([2, 1, 3], new Uint8Array([1, 2, 3, 4, 5, 6])),
      'votes.npy': npy([2], new Uint8Array(2)),
    });
    expect(readNpz(file, 'images', 3)).toEqual({ shape: [2, 1, 3], data: new Uint8Array([1, 2, 3, 4, 5, 6]) });
    expect(readNpz(file, 'votes', 1).shape).toEqual([2]);
    expect(() => readNpz(file, 'votes', 2)).toThrow('dimensions');
    expect(() => readNpz(file, 'labels', 1)).toThrow('no array');
    expect(() => readNpz(new Uint8Array(100), 'images', 3)).toThrow('archive');
  });

  it('of other numbers, or cut short, are refused', () => {
    expect(() => readNpy(npy([1], new Uint8Array(8), '<f8'))).toThrow('unsigned bytes');
    expect(() => readNpy(npy([4], new Uint8Array(3)))).toThrow('cut short');
    expect(() => readNpy(new Uint8Array(20))).toThrow('not a numpy array');
  });
});

describe('the majority rule', () => {
  it.each<[string, number[], number | null]>([
    ['a clear majority counts', [6, 0, 0, 4, 0, 0, 0, 0, 0, 0], 0],
    ['half is not more than half', [5, 0, 0, 5, 0, 0, 0, 0, 0, 0], null],
    ['single votes are dropped first', [4, 1, 1, 1, 1, 1, 1, 0, 0, 0], 0],
    ['only single votes are no majority', [1, 1, 1, 1, 1, 1, 1, 1, 1, 1], null],
    ['unknown does not count', [2, 0, 0, 0, 0, 0, 0, 0, 8, 0], null],
    ['nor does not-a-face', [0, 0, 0, 0, 0, 0, 0, 0, 0, 10], null],
    ['unknown still weighs against', [5, 0, 0, 0, 0, 0, 0, 0, 5, 0], null],
    ['contempt is the last expression', [0, 0, 0, 0, 0, 0, 0, 9, 0, 0], 7],
  ])('%s', (_name, votes, label) => {
    expect(majority(Uint8Array.from(votes))).toBe(label);
  });
});

describe('a folder of crops', () => {
  const classes = ['neutral', 'happiness'];
  const folder = async (table: string) => {
    const path = await mkdtemp(join(tmpdir(), 'mien-'));
    await writeFile(join(path, 'labels.csv'), table);
    const grey = { create: { width: 20, height: 20, channels: 3 as const, background: { r: 255, g: 0, b: 0 } } };
    await sharp(grey).png().toFile(join(path, 'a.png'));
    await sharp(grey).jpeg().toFile(join(path, 'b.jpg'));
    return path;
  };

  it('is read as grey crops with the labels of its table', async () => {
    const { crops, labels, split } = await readFolder(
      await folder('image,who,label\na.png,x,happiness\nb.jpg,y,neutral\n'),
      4,
      classes,
      undefined,
    );
    expect(labels).toEqual([1, 0]);
    expect(split).toBe('all');
    expect(crops.length).toBe(2 * 16);
    // Red is 0.299 · 255 in grey; JPEG may be a little off.
    for (const pixel of crops) expect(Math.abs(pixel - 76)).toBeLessThan(4);
  });

  it('uses the split asked for, by default the one to evaluate on', async () => {
    const path = await folder('image,label,split\na.png,happiness,pretrain\nb.jpg,neutral,evaluate\n');
    expect(await readFolder(path, 4, classes, undefined)).toMatchObject({ labels: [0], split: 'evaluate' });
    expect(await readFolder(path, 4, classes, 'pretrain')).toMatchObject({ labels: [1] });
    expect(await readFolder(path, 4, classes, 'all')).toMatchObject({ labels: [1, 0] });
    await expect(readFolder(path, 4, classes, 'nowhere')).rejects.toThrow('nowhere');
  });

  it('says what is wrong with a table', async () => {
    expect(() => parseTable('file,label\n')).toThrow('columns image and label');
    await expect(readFolder(await folder('image,label\na.png,joy\n'), 4, classes, undefined)).rejects.toThrow('joy');
    await expect(readFolder(await folder('image,label\nz.png,neutral\n'), 4, classes, undefined)).rejects.toThrow(
      'z.png',
    );
  });
});

const VALID = '../shared/data/ferplus/valid.npz';
describe.skipIf(!existsSync(VALID))('evaluate on the FER+ public test split', () => {
  it('keeps the images with a clear majority', async () => {
    expect((await readVotes(VALID, 48)).labels).toHaveLength(3199);
  });

  it('prints one line of JSON that agrees with base.json, and reaches the accuracy that is asked for', () => {
    const output = execFileSync('npm', ['run', '--silent', 'evaluate', '--', VALID], { encoding: 'utf8' });
    expect(output.trimEnd().split('\n')).toHaveLength(1);
    const scores = JSON.parse(output);
    const { metrics } = JSON.parse(readFileSync(`public/weights/${current.hash}/base.json`, 'utf8'));
    expect(scores.n).toBe(metrics.valid.n);
    for (const name of ['accuracy', 'balancedAccuracy', 'macroF1', 'ece']) {
      expect(scores[name], name).toBeCloseTo(metrics.valid[name], 3);
    }
    expect(scores.accuracy).toBeGreaterThanOrEqual(0.865);
    expect(scores.ece).toBeLessThanOrEqual(0.04);
  }, 300_000);
});
