/** An export is a plain zip that brings everything back: same samples, labels, splits, pictures; damage costs little. */

import { unzipSync, zipSync } from 'fflate';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '../../src/data/change.ts';
import { classNamed } from '../records.ts';
import { FACES, faceFile } from './faceCrops.ts';
import { type Importer, openImporter, type State } from './importHarness.ts';
import { launch } from './page.ts';

type Manifest = {
  version: number;
  classes: { id: string; name: string }[];
  samples: { sample: { id: string; valence: number }; image: string; sha256: string; landmarks: number }[];
};

let browser: Browser;
let importer: Importer;
/** What is stored, and its export. */
let stored: State;
let exported: Buffer;

beforeAll(async () => {
  browser = await launch();
  importer = await openImporter(browser);
  const faces = await Promise.all(FACES.slice(0, 6).map((face) => faceFile(face)));
  const names = ['Smile', 'CON', 'a/b: "c"', '…', '', ''];
  const table = [
    'file,label,valence,person',
    ...names.map((name, i) => `${i}.jpg,"${name.replaceAll('"', '""')}",0.${i},p${i}`),
  ];
  const files = faces.map((bytes, i) => ({ path: `${i}.jpg`, bytes }));
  await importer.import([...files, { path: 'labels.csv', bytes: Buffer.from(table.join('\n')) }]);
  const { classes } = await importer.state();
  await importer.commit(variety(classes));
  // A face that was cropped by hand has no landmarks.
  await importer.commitBare({ id: 'by hand', classId: classes[0]!.id });
  stored = await importer.state();
  exported = await importer.export();
});
afterAll(() => browser.close());
beforeEach(() => importer.wipe());

/** A renamed class beside its namesake in other letters, a class without samples, a locked plan. */
function variety([smile]: State['classes']): Change {
  return {
    classes: [
      { before: null, after: classNamed('empty', 9, { name: 'SMILE.', colour: '#123456', enabled: false }) },
      { before: smile!, after: { ...smile!, order: 20 } },
    ],
    samples: [],
    split: {
      before: null,
      after: { by: 'person', locked: true, units: { p1: 'test', p0: 'validation', somebody: 'train' } },
    },
  };
}

/** The export with its `mien.json` changed. */
function altered(change: (manifest: Manifest, files: Record<string, Uint8Array>) => unknown): Uint8Array {
  const files = unzipSync(exported);
  const manifest = JSON.parse(new TextDecoder().decode(files['mien.json'])) as Manifest;
  const result = change(manifest, files);
  if (files['mien.json'])
    files['mien.json'] = new TextEncoder().encode(typeof result === 'string' ? result : JSON.stringify(manifest));
  return zipSync(files, { level: 0 });
}

const importZip = (bytes: Uint8Array) => importer.import([{ path: 'mien.zip', bytes }]);

describe('an export', () => {
  it('brings back everything as it was, and is then the same again, byte for byte', async () => {
    expect((await importer.state()).samples).toEqual([]);
    const { change, skipped, progress } = await importZip(exported);
    const state = await importer.state();
    expect(skipped).toEqual([]);
    expect(state).toEqual(stored);
    expect(stored.images.map(({ points }) => points)).toEqual([936, 936, 936, 936, 936, 936, 0]);
    expect(change.samples).toHaveLength(7);
    expect(change.classes.map(({ after }) => after).toSorted((a, b) => a!.order - b!.order)).toEqual(stored.classes);
    expect(change.split).toEqual({ before: null, after: stored.split });
    expect(progress.at(-1)).toMatchObject({ done: 7, total: 7, added: 7 });
    expect(Buffer.compare(await importer.export(), exported)).toBe(0);
  });

  it('is read unpacked, or packed anew within a folder, too', async () => {
    const files = unzipSync(exported);
    await importer.import(Object.entries(files).map(([path, bytes]) => ({ path: `unpacked/${path}`, bytes })));
    expect(await importer.state()).toEqual(stored);
    await importer.wipe();
    await importZip(zipSync(Object.fromEntries(Object.entries(files).map(([path, bytes]) => [`mien/${path}`, bytes]))));
    expect(await importer.state()).toEqual(stored);
  });

  // “SMILE.” comes first, and holds nothing.
  it('has safe folders that differ in any spelling', () => {
    const folders = [
      ...new Set(
        Object.keys(unzipSync(exported))
          .filter((path) => path.includes('/'))
          .map((path) => path.split('/')[0]!),
      ),
    ];
    expect(folders.toSorted()).toEqual(['Smile 2', '_CON', 'a_b_ _c_', 'unlabelled', '…']);
  });

  it('adds nothing that is here already', async () => {
    await importZip(exported);
    const { change, skipped } = await importZip(exported);
    expect(change.samples).toEqual([]);
    expect(skipped.map(({ reason }) => reason)).toEqual(Array(7).fill('It is already here.'));
    expect(await importer.state()).toEqual(stored);
  });

  it('joins classes of the same name, and leaves the split plan that is here', async () => {
    await importer.commit({
      classes: [{ before: null, after: classNamed('mine', 1, { name: 'smile' }) }],
      samples: [],
      split: { before: null, after: { by: 'session', locked: false, units: {} } },
    });
    const { skipped } = await importZip(exported);
    const { classes, samples, split } = await importer.state();
    expect(skipped.map(({ reason }) => reason)).toEqual([expect.stringMatching(/split plan was left out/)]);
    expect(split?.by).toBe('session');
    expect(classes[0]?.id).toBe('mine');
    expect(classes).toHaveLength(stored.classes.length);
    expect(samples.filter(({ classId }) => classId === 'mine')).toHaveLength(2);
  });

  it('of nothing is a zip, too', async () => {
    const empty = await importer.export();
    expect(Object.keys(unzipSync(empty))).toEqual(['mien.json']);
    expect((await importZip(empty)).skipped).toEqual([]);
  });
});

describe('a damaged export', () => {
  it('loses only what is damaged', async () => {
    const bytes = altered((manifest, files) => {
      const [first, second, third, fourth, fifth] = manifest.samples;
      files[first!.image]![5000]! ^= 1; // another picture than was exported
      delete files[second!.image];
      third!.sample.valence = 7;
      fourth!.landmarks = -1;
      files[fifth!.image] = new TextEncoder().encode('not a picture');
      fifth!.sha256 = '91c3a7e1e9ff7c8b0a9de0b10a25ee8a9c0e6be5ff0d4cbf0f2b16f4f9a1cd0e';
    });
    const { skipped } = await importZip(bytes);
    expect(skipped.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/checksum is wrong/),
      expect.stringMatching(/missing/),
      expect.stringMatching(/damaged \(sample.valence/),
      expect.stringMatching(/damaged \(landmarks/),
      expect.stringMatching(/checksum is wrong/),
    ]);
    const { samples, images } = await importer.state();
    expect(samples).toEqual(stored.samples.slice(5));
    expect(images).toEqual(stored.images.slice(5));
  });

  it('without its landmarks gives the faces, and says so', async () => {
    const { skipped } = await importZip(altered((_, files) => delete files['landmarks.f32']));
    expect(skipped).toEqual([
      {
        path: 'mien.zip/landmarks.f32',
        reason: expect.stringMatching(/missing.*without their landmarks/),
        byHand: null,
      },
    ]);
    expect((await importer.state()).images.map(({ points }) => points)).toEqual(Array(7).fill(0));
  });

  it.each([
    ['is no JSON', () => '{"format":"mien","vers', /damaged/],
    ['is of another app', () => '{"name":"x"}', /not an export of this app/],
    ['is of a later version', (manifest: Manifest) => Object.assign(manifest, { version: 99 }), /newer version/],
    ['has broken classes', (manifest: Manifest) => Object.assign(manifest, { classes: [{ id: 3 }] }), /classes.0.id/],
  ])('is refused whole where its account %s', async (_, change, reason) => {
    const { skipped, change: written } = await importZip(altered(change));
    expect(skipped).toEqual([{ path: 'mien.zip/mien.json', reason: expect.stringMatching(reason), byHand: null }]);
    expect(written).toEqual({ classes: [], samples: [] });
  });

  it('stops softly with what came before', async () => {
    const { stopped, change } = await importer.import([{ path: 'mien.zip', bytes: exported }], {}, 0);
    expect(stopped).toBe(true);
    expect((await importer.state()).samples).toHaveLength(change.samples.length);
  });
});
