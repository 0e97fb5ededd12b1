/** Files of every kind come into the store through the built vision worker: the right faces, labels, people and sittings. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { byAge } from '../../src/data/change.ts';
import { centreOf, covering, type Point } from '../../src/math/box.ts';
import { itLong } from '../long.ts';
import { FACES, faceFile } from './faceCrops.ts';
import { filmFolder, makeFilm } from './films.ts';
import { type Given, type Importer, openImporter, type State } from './importHarness.ts';
import { launch } from './page.ts';
import { photo } from './photos.ts';

let browser: Browser;
let importer: Importer;
let faces: Buffer[];

beforeAll(async () => {
  browser = await launch();
  [importer, faces] = await Promise.all([
    openImporter(browser),
    Promise.all(FACES.slice(0, 8).map((face) => faceFile(face))),
  ]);
});
afterAll(() => browser.close());
beforeEach(() => importer.wipe());

const face = (index: number): Buffer => faces[index]!;
const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const zip = (entries: Record<string, Uint8Array>, path = 'photos.zip'): Given => ({ path, bytes: zipSync(entries) });

/** What each file's sample is labelled as. */
function labels({ classes, samples }: State): Record<string, string | null> {
  const name = (id: string | null) => classes.find((record) => record.id === id)?.name ?? null;
  return Object.fromEntries(samples.map(({ file, classId }) => [file, name(classId)]));
}

const NOTHING_MORE = { valence: null, arousal: null, intensity: null, moment: null, yaw: null };

const reasons = (skipped: { path: string; reason: string }[]) =>
  Object.fromEntries(skipped.map(({ path, reason }) => [path, reason]));

describe('pictures', () => {
  it('come with everything that is stored of a face', async () => {
    const { change, skipped, stopped, progress } = await importer.import([{ path: 'a.jpg', bytes: face(0) }]);
    const state = await importer.state();
    expect({ skipped, stopped }).toEqual({ skipped: [], stopped: false });
    expect(change.samples.map(({ after }) => after)).toEqual(state.samples);
    expect(state.samples[0]).toMatchObject({
      classId: null,
      person: 'somebody',
      session: 'today',
      source: 'picture',
      file: 'a.jpg',
      clip: null,
      time: null,
      moment: null,
      valence: null,
    });
    expect(Math.abs(state.samples[0]?.yaw ?? 90)).toBeLessThan(40);
    expect(state.images[0]?.points).toBe(2 * 468);
    expect(progress.at(-1)).toMatchObject({ done: 1, total: 1, added: 1, skipped: 0 });
  });

  it('take the class of their folder, an old one in any case, or the chosen one where they are loose', async () => {
    await importer.import([{ path: 'x/Smile/1.jpg', bytes: face(0) }]);
    const [smile] = (await importer.state()).classes;
    const { change } = await importer.import(
      [
        { path: 'x/ smile /2.jpg', bytes: face(1) },
        { path: 'x/unlabelled/3.jpg', bytes: face(2) },
        { path: 'x\\Sad face\\4.jpg', bytes: face(3) },
        { path: '5.jpg', bytes: face(4) },
      ],
      { classId: smile!.id },
    );
    const state = await importer.state();
    expect(state.classes.map(({ name }) => name)).toEqual(['Smile', 'Sad face']);
    expect(change.classes).toHaveLength(1);
    expect(new Set(state.classes.map(({ colour }) => colour)).size).toBe(2);
    expect(labels(state)).toEqual({
      'x/Smile/1.jpg': 'Smile',
      'x/ smile /2.jpg': 'Smile',
      'x/unlabelled/3.jpg': null,
      'x/Sad face/4.jpg': 'Sad face',
      '5.jpg': 'Smile',
    });
  });

  it('have eyes, mouth and inner face where they are, but for those that were cropped by hand', async () => {
    await importer.import([0, 1, 2, 3].map((i) => ({ path: `x/${i}.jpg`, bytes: face(i) })));
    await importer.commitBare({ id: 'by hand', classId: (await importer.state()).classes[0]!.id });
    const regions = await importer.regions();
    expect(regions.map((one) => one !== null)).toEqual([true, true, true, true, false]);
    for (const one of regions.slice(0, 4)) {
      const { leftEye, rightEye, mouth, upper, lower, eyeDistance } = one!;
      const [left, right, lips] = [leftEye, rightEye, mouth].map(centreOf) as [Point, Point, Point];
      // The crop is turned with the eye line.
      expect(Math.abs(left.y - right.y)).toBeLessThan(0.1 * eyeDistance);
      expect(right.x - left.x).toBeGreaterThan(0.15);
      expect(lips.x).toBeGreaterThan(left.x);
      expect(lips.x).toBeLessThan(right.x);
      expect(lips.y - left.y).toBeGreaterThan(0.6 * eyeDistance);
      expect(lips.y - left.y).toBeLessThan(1.6 * eyeDistance);
      expect(covering(leftEye, rightEye) + covering(leftEye, mouth) + covering(rightEye, mouth)).toBe(0);
      for (const { x, y } of [...upper, ...lower]) expect(Math.min(x, y, 1 - x, 1 - y)).toBeGreaterThan(0.05);
      // Brows above the eyes; the lower hull goes from between the eyes to below the lips.
      expect(Math.min(...upper.map(({ y }) => y))).toBeLessThan(leftEye.y);
      expect(Math.max(...lower.map(({ y }) => y))).toBeGreaterThan(lips.y);
    }
  });

  it('that are nothing but a small face are found', async () => {
    const tight = await Promise.all(
      [48, 64, 96, 112].flatMap((size) =>
        FACES.slice(0, 6).map(async (one, i) => ({
          path: `${size}/${i}.png`,
          bytes: await faceFile(one, 220, size, 'png'),
        })),
      ),
    );
    const { skipped } = await importer.import(tight);
    expect(skipped).toEqual([]);
  });
});

describe('a picture that needs a hand', () => {
  it('is named, shown and cropped where the square is', async () => {
    const plain = await sharp({ create: { width: 500, height: 300, channels: 3, background: '#204060' } })
      .composite([
        {
          input: Buffer.from('<svg width="100" height="100"><rect width="100" height="100" fill="#fff"/></svg>'),
          left: 300,
          top: 100,
        },
      ])
      .png()
      .toBuffer();
    const files = [{ path: 'wall.png', bytes: plain }, zip({ 'group/several.jpg': readFileSync(photo(4)) })];
    const { change, skipped } = await importer.import(files);
    const said = { of: null, person: 'somebody', session: 'today', ...NOTHING_MORE };
    expect(change.samples).toEqual([]);
    expect(skipped).toEqual([
      { path: 'wall.png', reason: expect.stringMatching(/^No face was found/), byHand: said },
      {
        path: 'photos.zip/group/several.jpg',
        reason: expect.stringMatching(/^\d faces in this picture/),
        byHand: { ...said, of: { name: 'group' } },
      },
    ]);
    expect(await importer.skippedPicture(files, 'wall.png')).toEqual({ width: 500, height: 300 });
    const shown = await importer.skippedPicture(files, 'photos.zip/group/several.jpg');
    expect(Math.max(shown.width, shown.height)).toBeLessThanOrEqual(1600);
    // The square's framing is 107 of the crop's 160 px: white; its margin shows what is around: dark.
    const { sides, greys } = await importer.cropByHand(files, 'wall.png', { x: 300, y: 100, side: 100 });
    expect(sides).toEqual([160, 160]);
    expect(greys[0]).toBeGreaterThan(240);
    expect(greys[1]).toBeLessThan(90);
    await expect(importer.cropByHand(files, 'other.png', { x: 0, y: 0, side: 9 })).rejects.toThrow(/bad-input: /);
    await expect(importer.cropByHand(files, 'wall.png', { x: 0, y: 0, side: 0 })).rejects.toThrow(/bad-input: /);
  });
});

describe('zips', () => {
  it('are read as folders, without their wrapper and without clutter', async () => {
    const { skipped } = await importer.import(
      [
        zip({
          'holiday/Smile/1.jpg': face(0),
          'holiday/Sad/2.jpg': face(1),
          '__MACOSX/holiday/Smile/._1.jpg': text('resource fork'),
          'holiday/Smile/.DS_Store': text('finder'),
          'holiday/Smile/Thumbs.db': text('explorer'),
          '3.jpg': face(2),
        }),
      ],
      { person: 'Ada', session: 'summer' },
    );
    const state = await importer.state();
    expect(skipped).toEqual([]);
    expect(labels(state)).toEqual({
      'photos.zip/holiday/Smile/1.jpg': 'Smile',
      'photos.zip/holiday/Sad/2.jpg': 'Sad',
      'photos.zip/3.jpg': null,
    });
    expect(new Set(state.samples.map(({ person, session }) => `${person}, ${session}`))).toEqual(
      new Set(['Ada, summer']),
    );
  });

  it('of Teachable Machine give their classes', async () => {
    const { skipped } = await importer.import([
      zip(
        {
          'manifest.json': text('{"type":"image"}'),
          'Happy one-!-0.png': face(0),
          'Happy one-!-1': face(1),
          'Sad-!-0.jpg': face(2),
        },
        'project.tm',
      ),
    ]);
    expect(skipped).toEqual([]);
    expect(labels(await importer.state())).toEqual({
      'project.tm/Happy one-!-0.png': 'Happy one',
      'project.tm/Happy one-!-1': 'Happy one',
      'project.tm/Sad-!-0.jpg': 'Sad',
    });
  });

  it('bring nothing twice', async () => {
    const files = [zip({ 'a/1.jpg': face(0), 'a/2.jpg': face(1) })];
    await importer.import(files);
    const before = await importer.state();
    const { change, skipped } = await importer.import([...files, { path: 'new.jpg', bytes: face(2) }]);
    expect(change.samples.map(({ after }) => after?.file)).toEqual(['new.jpg']);
    expect(reasons(skipped)).toEqual({
      'photos.zip/a/1.jpg': 'It is already here.',
      'photos.zip/a/2.jpg': 'It is already here.',
    });
    expect((await importer.state()).samples.slice(0, 2)).toEqual(before.samples);
  });
});

describe('tables', () => {
  it.each([
    ['commas', ',', 'utf8'],
    ['semicolons', ';', 'utf8'],
    ['tabs', '\t', 'utf16le'],
  ] as const)('with %s label the pictures beside them', async (_, separator, encoding) => {
    const rows = [
      ['File', 'Expression', 'Valence', 'Arousal', 'Intensity', 'Subject', 'Session'],
      ['images/1.jpg', 'Joy', '0.5', separator === ';' ? '-0,25' : '-0.25', '1', 'Ada', 'May'],
      ['2.jpg', '', '', '', '', '', ''],
      ['somewhere/else/images/3.jpg', 'joy', '', '', '', 'Bo', ''],
      ['4.jpg', 'Anger', '1.5', '', '', '', ''],
      ['5.jpg', 'Anger', '', '', 'high', '', ''],
      ['missing.jpg', 'Anger', '', '', '', '', ''],
      ['1.jpg', 'Anger', '', '', '', '', ''],
    ];
    const table = `${encoding === 'utf16le' ? '\ufeff' : ''}${rows.map((row) => row.join(separator)).join('\r\n')}\r\n`;
    const entries = Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`set/images/${n}.jpg`, new Uint8Array(face(n))]));
    const { skipped } = await importer.import([zip({ ...entries, 'set/labels.csv': Buffer.from(table, encoding) })]);
    const { classes, samples } = await importer.state();
    expect(classes.map(({ name }) => name)).toEqual(['Joy']);
    const said = samples.map(({ file, valence, arousal, intensity, person, session, classId }) => [
      file?.slice(-5, -4),
      classId !== null,
      valence,
      arousal,
      intensity,
      person,
      session,
    ]);
    expect(said.sort()).toEqual([
      ['1', true, 0.5, -0.25, 1, 'Ada', 'May'],
      ['2', false, null, null, null, 'somebody', 'today'],
      ['3', true, null, null, null, 'Bo', 'today'],
    ]);
    const why = reasons(skipped);
    expect(Object.keys(why)).toHaveLength(5);
    expect(why['photos.zip/set/images/4.jpg']).toMatch(/line 5: valence “1.5” is not a number from −1 to 1/);
    expect(why['photos.zip/set/images/5.jpg']).toMatch(/line 6: intensity “high”/);
    expect(why['photos.zip/set/images/6.jpg']).toMatch(/does not name it/);
    expect(why['photos.zip/set/images/1.jpg']).toMatch(/line 8 names this picture again/);
    expect(why['missing.jpg']).toMatch(/line 7: There is no such file/);
  });
});

describe('pictures from several sides', () => {
  const wall = () =>
    sharp({ create: { width: 300, height: 300, channels: 3, background: '#567' } })
      .jpeg()
      .toBuffer();

  it('come with person, class, angle and moment from names as KDEF has them', async () => {
    const profile = new Uint8Array(await wall());
    const files = [
      zip(
        { 'AF01HAS.JPG': face(0), 'AF01HAHL.JPG': face(1), 'BM02ANS.JPG': face(2), 'AF01HAFL.JPG': profile },
        'KDEF.zip',
      ),
    ];
    const { skipped, views } = await importer.import(files, { session: 'KDEF' });
    const state = await importer.state();
    expect(labels(state)).toEqual({
      'KDEF.zip/AF01HAS.JPG': 'happiness',
      'KDEF.zip/AF01HAHL.JPG': 'happiness',
      'KDEF.zip/BM02ANS.JPG': 'anger',
    });
    const said = state.samples.map(({ person, session, moment, yaw }) => [person, session, moment, Math.abs(yaw ?? 1)]);
    expect(said).toEqual([
      ['F01', 'KDEF A', 'KDEF A, F01, happiness', 0],
      ['F01', 'KDEF A', 'KDEF A, F01, happiness', 45],
      ['M02', 'KDEF B', 'KDEF B, M02, anger', 0],
    ]);
    expect(views).toMatchObject({ pictures: 4, people: 2, expressions: 2, angles: [-90, -45, 0], moments: 2 });
    // A profile in which no face was found, for cropping by hand.
    expect(skipped.map(({ byHand }) => byHand)).toMatchObject([
      { of: { name: 'happiness' }, person: 'F01', moment: 'KDEF A, F01, happiness', yaw: -90 },
    ]);
  });

  it('are read from folders of person and expression, or as folders of classes where that is wanted', async () => {
    const files = [zip({ 'set/Ada/Joy/0.jpg': face(0), 'set/Ada/Joy/half right.jpg': face(1) })];
    await importer.import(files);
    const { samples, classes } = await importer.state();
    expect(classes.map(({ name }) => name)).toEqual(['Joy']);
    expect(samples.map(({ person, yaw, moment }) => [person, Math.abs(yaw ?? 1), moment])).toEqual([
      ['Ada', 0, 'today, Ada, Joy'],
      ['Ada', 45, 'today, Ada, Joy'],
    ]);
    await importer.wipe();
    const { views } = await importer.import(files, { multiView: false });
    expect(views).toBeNull();
    expect((await importer.state()).samples.map(({ person, moment }) => [person, moment])).toEqual([
      ['somebody', null],
      ['somebody', null],
    ]);
  });
});

describe('videos', () => {
  it('give the faces of their frames, in the class of their folder', async () => {
    const film = { path: 'Talking/clip.mp4', bytes: readFileSync('public/samples/clip.mp4') };
    const { skipped, progress, films, change } = await importer.import(
      [film, { path: 'Talking/1.jpg', bytes: face(0) }],
      {
        framesPerSecond: 1,
      },
    );
    const { samples, classes } = await importer.state();
    expect(skipped).toEqual([]);
    expect(classes.map(({ name }) => name)).toEqual(['Talking']);
    const frames = samples.filter(({ source }) => source === 'video');
    // What the page takes in, and could take back, is what is stored.
    expect(change.samples.flatMap(({ after }) => after ?? []).toSorted(byAge)).toEqual(samples);
    expect(change.samples.every(({ before }) => before === null)).toBe(true);
    expect(frames.length).toBeGreaterThan(50);
    // The sample clip shows six actors in three columns and two rows.
    expect(films).toMatchObject([{ path: film.path, grid: { columns: 3, rows: 2 }, clips: 1 }]);
    const [{ people } = { people: [] }] = films;
    expect(people.map(({ person, tile }) => [person, tile])).toEqual([1, 2, 3, 4, 5, 6].map((n) => [`clip ${n}`, n]));
    for (const { person, tile, faces: count, portrait } of people) {
      const theirs = frames.filter((sample) => sample.person === person);
      expect([theirs.length, new Set(theirs.map(({ track }) => track)).size]).toEqual([count, 1]);
      expect(theirs.every((sample) => sample.tile === tile)).toBe(true);
      expect(theirs.map(({ id }) => id)).toContain(portrait);
    }
    expect(frames.every(({ clip, file }) => clip === film.path && file === film.path)).toBe(true);
    expect([...new Set(frames.map(({ time }) => Math.round((time ?? 0) / 1000)))]).toEqual([...Array(10).keys()]);
    expect(progress.at(-1)).toMatchObject({ done: 11, total: 11, added: samples.length });
    const again = await importer.import([film], { framesPerSecond: 1 });
    expect(again.change.samples).toEqual([]);
    expect(again.skipped[0]?.reason).toBe(`${frames.length} of its faces are already here.`);
  });
});

describe('a film of one person after the other', () => {
  it('is cut into clips of the length wanted, and where the scene ends', async () => {
    const { folder, remove } = filmFolder();
    const actors = '[0]crop=320:320:0:0,trim=0:4[a];[0]crop=320:320:320:0,trim=4:8,setpts=PTS-STARTPTS[b]';
    const cut = ['-filter_complex', `${actors};[a][b]concat`, '-preset', 'ultrafast'];
    const film = { path: 'two.mp4', bytes: readFileSync(makeFilm(join(folder, 'two.mp4'), cut)) };
    remove();
    const { films } = await importer.import([film], { framesPerSecond: 4, clipSeconds: 3 });
    const { samples } = await importer.state();
    const clips = [...new Set(samples.map(({ clip }) => clip))];
    expect(samples.length).toBeGreaterThan(28);
    expect(films).toMatchObject([{ grid: null, clips: 4, people: [{ person: 'two 1' }, { person: 'two 2' }] }]);
    expect(clips).toEqual([1, 2, 3, 4].map((n) => `two.mp4, part ${n}`));
    for (const clip of clips) {
      const frames = samples.filter((sample) => sample.clip === clip);
      const times = frames.map(({ time }) => time ?? 0);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(times.at(-1)! - times[0]!).toBeLessThan(3000);
      expect(new Set(times.map((time) => time < 3990)).size).toBe(1);
      expect(new Set(frames.map(({ person }) => person)).size).toBe(1);
    }
  });
});

describe('a stop', () => {
  itLong('keeps what was taken so far', async () => {
    const files = Array.from({ length: 60 }, (_, i) => ({ path: `many/${i}.jpg`, bytes: face(i % 8) }));
    const { stopped, change, progress, skipped } = await importer.import(files, {}, 3);
    const state = await importer.state();
    expect(stopped).toBe(true);
    expect(skipped).toEqual([]);
    expect(state.samples.length).toBeGreaterThanOrEqual(3);
    expect(state.samples.length).toBeLessThan(60);
    expect(state.samples).toEqual(change.samples.map(({ after }) => after));
    expect(state.images).toHaveLength(state.samples.length);
    // The rest comes with the next import.
    const rest = await importer.import(files);
    expect(rest.change.samples).toHaveLength(60 - state.samples.length);
    const gaps = progress.length / Math.max(1, progress.at(-1)!.done);
    expect(gaps).toBeLessThan(1.5);
  });
});

describe('a full disk', () => {
  itLong('ends the import softly, with what was written and what was not', async () => {
    const narrow = await openImporter(browser);
    const cdp = await narrow.context.newCDPSession(narrow.page);
    const { origin } = new URL(narrow.page.url());
    await cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 400_000 });
    const files = Array.from({ length: 120 }, (_, i) => ({ path: `many/${i}.jpg`, bytes: face(i % 8) }));
    const { stopped, change, skipped } = await narrow.import(files);
    const state = await narrow.state();
    await narrow.context.close();
    console.log(`400 kB take ${state.samples.length} samples`);
    expect(stopped).toBe(true);
    expect(state.samples).toEqual(change.samples.map(({ after }) => after));
    expect(state.images).toHaveLength(state.samples.length);
    expect(state.samples.length).toBeLessThan(120);
    expect(skipped).toHaveLength(16);
    for (const { reason } of skipped) expect(reason).toMatch(/^It was not stored\. The disk space .* is used up/);
  });
});

const LFW = '../shared/data/lfw-expressions';

describe.skipIf(!existsSync(LFW))('a published set', () => {
  it('comes in by its table', async () => {
    const [header, ...rows] = readFileSync(`${LFW}/labels.csv`, 'utf8').trim().split('\n');
    const chosen = rows.filter((_, i) => i % 600 === 0);
    const pictures = chosen.map((row) => row.split(',')[0]!);
    const { skipped, change, seconds } = await importer.import([
      { path: 'lfw/labels.csv', bytes: text([header, ...chosen].join('\n')) },
      ...pictures.map((name) => ({ path: `lfw/images/${name}`, bytes: readFileSync(`${LFW}/images/${name}`) })),
    ]);
    console.log(`${pictures.length} pictures of 112 px: ${change.samples.length} faces in ${seconds.toFixed(1)} s`);
    expect(skipped.length).toBeLessThanOrEqual(1);
    const { classes, samples } = await importer.state();
    for (const [i, row] of chosen.entries()) {
      const [name, identity, label] = row.split(',');
      const sample = samples.find(({ file }) => file === `lfw/images/${name}`);
      if (!sample) continue;
      expect([sample.person, classes.find(({ id }) => id === sample.classId)?.name], `row ${i}`).toEqual([
        identity,
        label,
      ]);
    }
  });
});
