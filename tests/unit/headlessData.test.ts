/** What `npm run train` reads: exports, zipped or not, and folders of pictures; and where it keeps checkpoints. */

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewCheckpoint } from '../../src/data/runs.ts';
import type { RunRecord } from '../../src/data/schema.ts';
import { modelCrop, sampleGrey, wideCrop, wideSide } from '../../src/math/faceCrop.ts';
import { openData } from '../../tools/training/openData.ts';
import { framedWide, innerCrop } from '../../tools/training/pictures.ts';
import { openRunFolder } from '../../tools/training/runFolder.ts';
import { PATTERNS, pattern, writeExport } from '../exportOnDisk.ts';

const SIDE = 48;

let folder: string;
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mien-data-'));
  await writeExport(at('export'));
});

afterAll(() => rm(folder, { recursive: true }));

async function opened(name: string) {
  const said: string[] = [];
  return { ...(await openData(at(name), SIDE, (line) => said.push(line))), said };
}

describe('an export', () => {
  it('is the same zipped and unpacked, with classes, people and split as stored', async () => {
    const files: { [path: string]: Uint8Array } = {};
    for (const entry of await readdir(at('export'), { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile()) files[path.slice(at('export/').length)] = await readFile(path);
    }
    await writeFile(at('export.zip'), zipSync(files));
    const [zipped, unpacked] = [await opened('export.zip'), await opened('export')];
    expect(zipped).toEqual(unpacked);
    expect(unpacked.said).toEqual([]);
    expect(unpacked.collection.classes.map(({ name }) => name)).toEqual(PATTERNS);
    expect(unpacked.collection.samples).toHaveLength(36);
    expect(unpacked.collection.split).toMatchObject({ locked: true, units: { dee: 'test' } });
    const [first] = unpacked.collection.samples;
    const file = await sharp(at('export/across/000001.jpg')).ensureAlpha().raw().toBuffer();
    expect(unpacked.crops.get(first!.id)).toEqual(wideCrop(new Uint8ClampedArray(file), SIDE));
  });

  it('without some of its pictures says which, and opens with the others', async () => {
    await writeExport(at('damaged'));
    await rm(at('damaged/down/000017.jpg'));
    await writeFile(at('damaged/rings/000030.jpg'), 'no picture');
    const { crops, collection, said } = await opened('damaged');
    expect(crops.size).toBe(34);
    expect(collection.samples).toHaveLength(34);
    expect(said.join()).toMatch(/sample 17.*missing.*rings\/000030\.jpg.*changed/s);
  });
});

describe('a folder of class folders', () => {
  it('gives each picture its folder as class, and says what it takes the pictures for', async () => {
    const pictures = ['smile/a.png', 'frown/b.png', 'frown/c.png', 'unlabelled/d.png', 'e.png', 'smile/notes.txt'];
    for (const [seed, path] of pictures.entries()) {
      await mkdir(dirname(at(`pictures/${path}`)), { recursive: true });
      await writeFile(at(`pictures/${path}`), path.endsWith('txt') ? 'no' : await pattern('rings', seed, 64));
    }
    await writeFile(at('pictures/smile/broken.png'), 'no picture');
    const { collection, crops, said } = await opened('pictures');
    expect(collection.classes.map(({ id, order }) => [id, order])).toEqual([
      ['frown', 0],
      ['smile', 1],
    ]);
    const classOf = new Map(collection.samples.map(({ file, classId }) => [file, classId]));
    expect(classOf).toEqual(
      new Map([
        ['e.png', null],
        ['frown/b.png', 'frown'],
        ['frown/c.png', 'frown'],
        ['smile/a.png', 'smile'],
        ['unlabelled/d.png', null],
      ]),
    );
    expect(crops.size).toBe(5);
    expect(said[0]).toContain('one framed face');
    expect(said.join()).toContain('smile/broken.png');
  });

  it('without a picture is refused, as is a path that is not there', async () => {
    await mkdir(at('empty'), { recursive: true });
    await expect(opened('empty')).rejects.toThrow('holds no picture');
    await expect(opened('nowhere')).rejects.toThrow('is not there');
  });
});

describe('pictures', () => {
  it('of a framed face fill the model’s crop, and their edge goes on outwards', async () => {
    const png = await pattern('down', 5, 112);
    const wide = await framedWide(png, SIDE);
    const pixels = new Uint8ClampedArray(await sharp(png).ensureAlpha().raw().toBuffer());
    const frame = { a: 112, b: 0, c: 0, d: 112, e: 0, f: 0 };
    const inner = innerCrop(wide, SIDE);
    expect(inner).toEqual(sampleGrey(pixels, 112, 112, SIDE, frame));
    const width = wideSide(SIDE);
    expect(wide[0]).toBe(inner[0]);
    expect(wide[width * 30 + 2]).toBe(inner[SIDE * (30 - 12)]);
    expect(wide.at(-1)).toBe(inner.at(-1));
  });

  it('as stored hold the model’s crop in the middle of the wide one', async () => {
    const stored = new Uint8ClampedArray(
      await sharp(await pattern('rings', 6, 160))
        .ensureAlpha()
        .raw()
        .toBuffer(),
    );
    expect(innerCrop(wideCrop(stored, SIDE), SIDE)).toEqual(modelCrop(stored, SIDE));
  });
});

describe('the folder of a run', () => {
  const run = { id: 'r', name: 'Run', step: 0 } as RunRecord;
  const checkpoint = (kind: 'last' | 'best', step: number, byte: number): NewCheckpoint => ({
    ...{ id: `r ${kind}`, run: 'r', kind, step, createdAt: 0, metrics: {} as NewCheckpoint['metrics'] },
    tensors: Uint8Array.of(byte, byte).buffer,
  });

  it('keeps the newest checkpoint of each kind, and no half of a newer one', async () => {
    const kept = await openRunFolder(at('run'), true);
    await kept.save(run, [checkpoint('last', 10, 1), checkpoint('best', 10, 2)]);
    await kept.save(run, [checkpoint('last', 20, 3)]);
    // A kill after the weights and before the record.
    await writeFile(at('run/last-30.safetensors'), 'later');
    await writeFile(at('run/best-30.safetensors.tmp'), 'half');
    const after = await openRunFolder(at('run'), false);
    expect((await after.load('last')).checkpoint.step).toBe(20);
    expect(new Uint8Array((await after.load('best')).tensors)).toEqual(Uint8Array.of(2, 2));
    await after.save(run, []);
    expect((await readdir(at('run'))).sort()).toEqual(['best-10.safetensors', 'last-20.safetensors', 'run.json']);
  });

  it('refuses a checkpoint that has changed', async () => {
    await writeFile(at('run/last-20.safetensors'), 'changed');
    await expect((await openRunFolder(at('run'), false)).load('last')).rejects.toThrow('missing or damaged');
  });

  it('takes metrics after a step out, and a line that was cut short', async () => {
    const kept = await openRunFolder(at('metrics'), true);
    for (const step of [1, 2, 3]) kept.log({ step });
    await writeFile(at('metrics/metrics.jsonl'), '{"st', { flag: 'a' });
    await kept.cutLog(2);
    kept.log({ step: 3, again: true });
    expect(await readFile(at('metrics/metrics.jsonl'), 'utf8')).toBe(
      '{"step":1}\n{"step":2}\n{"step":3,"again":true}\n',
    );
  });
});
