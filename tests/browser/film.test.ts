/** Video files through the built vision worker: every codec and turn, right times, lasting ids, and what is broken. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { overlap } from '../../src/math/box.ts';
import type { Clip } from '../../tools/actors/clip.ts';
import { itLong, LONG } from '../long.ts';
import { every, type FilmReader, filmFolder, makeFilm, openFilmReader, SAMPLE } from './films.ts';
import { launch } from './page.ts';

const clip: Clip = JSON.parse(readFileSync('public/samples/clip.json', 'utf8'));
const HALF_FRAME_MS = 500 / clip.framesPerSecond;
const DATA = '../shared/data/video';

/** Name of a file, and what ffmpeg makes it with. */
type Format = [name: string, options: string[]];

const FORMATS: Format[] = [
  ['vp9.webm', ['-t', '1', '-c:v', 'libvpx-vp9', '-b:v', '1M', '-cpu-used', '8']],
  // Streams in which pictures are stored in another order than shown, and do not start at 0.
  ['reordered.ts', ['-t', '1', '-c:v', 'libx264', '-bf', '3', '-preset', 'ultrafast', '-x264opts', 'b-adapt=0']],
];
const OTHER_FORMATS: Format[] = [
  ['vp8.webm', ['-t', '1', '-c:v', 'libvpx', '-deadline', 'realtime', '-b:v', '1M']],
  ['av1.mp4', ['-t', '1', '-c:v', 'libaom-av1', '-cpu-used', '8', '-b:v', '1M']],
  ['h264.mkv', ['-t', '1', '-c', 'copy']],
  ['h264.mov', ['-t', '1', '-c', 'copy']],
];

let browser: Browser;
let reader: FilmReader;
const { folder, remove } = filmFolder();

beforeAll(async () => {
  browser = await launch();
  reader = await openFilmReader(browser);
});
afterAll(async () => {
  await browser.close();
  remove();
});

const made = (name: string, options: string[], input?: string[]) => makeFilm(join(folder, name), options, input);

/** Asks for a quarter turn against the clock, in the file's only track: ffmpeg's versions disagree about how to say so. */
function turnedBack(file: string): string {
  const bytes = readFileSync(file);
  const matrix = bytes.indexOf('tkhd') + 44;
  const one = 0x10000;
  [0, -one, 0, one, 0, 0].forEach((value, i) => {
    bytes.writeInt32BE(value, matrix + 4 * i);
  });
  writeFileSync(file, bytes);
  return file;
}

/** The share of the actors' faces in the frames that were found where they are. */
function shareFound(frames: Awaited<ReturnType<FilmReader['read']>>['frames'], scale = 1): number {
  const expected = frames.flatMap(({ time, faces }) => {
    const truth = clip.frames[Math.round((time * clip.framesPerSecond) / 1000)];
    return (truth?.faces ?? []).map(({ box }) => {
      const scaled = { x: box.x * scale, y: box.y * scale, width: box.width * scale, height: box.height * scale };
      return faces.some((face) => overlap(face.box, scaled) >= 0.5);
    });
  });
  return expected.filter(Boolean).length / expected.length;
}

describe('a video file', () => {
  it('gives its faces at the right times with lasting ids', async () => {
    const { info, frames, failed } = await reader.read(SAMPLE, every(200, 3000));
    expect(failed).toBeNull();
    expect([info.width, info.height, Math.round(info.duration), Math.round(info.framesPerSecond)]).toEqual([
      960, 640, 10_000, 15,
    ]);
    expect(frames).toHaveLength(15);
    frames.forEach(({ time }, k) => {
      expect(Math.abs(time - 200 * k)).toBeLessThan(HALF_FRAME_MS);
    });
    expect(shareFound(frames)).toBeGreaterThan(0.95);
    expect(new Set(frames.flatMap(({ faces }) => faces.map(({ id }) => id))).size).toBe(clip.tiles.length);
  });

  it('keeps the ids of its faces where its frames are taken seconds apart', async () => {
    const { frames } = await reader.read(SAMPLE, every(2000, 10_000));
    const ids = frames.map(({ faces }) => faces.map(({ id }) => id));
    const same = ids.slice(1).flatMap((now, k) => now.map((id) => ids[k]?.includes(id)));
    expect(same).toHaveLength(4 * clip.tiles.length);
    // Strong expressions may make a face look like somebody else's.
    expect(same.filter(Boolean).length / same.length).toBeGreaterThan(0.8);
  });

  it('gives the first frame at or after a time, each once, and ends with null', async () => {
    const { frames, info } = await reader.read(SAMPLE, [9_500, 9_500, 9_700, 9_900, 10_500]);
    expect(info.duration).toBeGreaterThan(9_900);
    const times = frames.map(({ time }) => Math.round(time));
    // At 15 frames a second: 9,533 is the first after 9,500, then the next one, then 9,733 and 9,933, which is the last.
    expect(times).toEqual([9_533, 9_600, 9_733, 9_933]);
  });

  it.each(LONG ? [...FORMATS, ...OTHER_FORMATS] : FORMATS)('is read as %s', async (name, options) => {
    const { frames, failed } = await reader.read(made(name, options), every(250, 1000));
    expect(failed).toBeNull();
    expect(frames.map(({ time }) => Math.round(time / HALF_FRAME_MS / 2))).toEqual([0, 4, 8, 12]);
    expect(shareFound(frames)).toBeGreaterThan(0.95);
  });

  it('is turned as it asks to be', async () => {
    const sideways = made('sideways.mp4', ['-t', '1', '-vf', 'transpose=1', '-preset', 'ultrafast']);
    const { info, frames } = await reader.read(turnedBack(sideways), [0, 500]);
    expect([info.width, info.height]).toEqual([960, 640]);
    expect(shareFound(frames)).toBeGreaterThan(0.95);
  });

  it('is read smaller when it is very large', async () => {
    const large = made('large.mp4', ['-frames:v', '4', '-vf', 'scale=3840:2560', '-preset', 'ultrafast']);
    const { info, frames } = await reader.read(large, [0]);
    expect([info.width, info.height]).toEqual([3840, 2560]);
    expect([frames[0]?.width, frames[0]?.height]).toEqual([1600, 1067]);
    expect(shareFound(frames, 1600 / 960)).toBeGreaterThan(0.8);
  });

  it('lets frames of the live view have their turn', async () => {
    const scene = { width: 320, height: 240, ground: '#888', layers: [] };
    const reading = reader.read(SAMPLE, every(100, 4_000));
    let served = 0;
    let over = false;
    void reading.then(() => {
      over = true;
    });
    while (!over) await reader.frame(scene, { time: ++served, source: 900, range: 'near' });
    expect((await reading).frames).toHaveLength(40);
    expect(served).toBeGreaterThan(10);
  });
});

describe('a file that cannot be read', () => {
  const broken = (name: string, bytes: Uint8Array | string) => {
    const file = join(folder, name);
    writeFileSync(file, bytes);
    return file;
  };
  const whole = readFileSync(SAMPLE);
  const sound = ['-f', 'lavfi', '-i', 'sine=duration=2'];

  it.each([
    ['is empty', () => broken('empty.mp4', ''), /empty/],
    ['is text', () => broken('text.mp4', 'These are notes.'.repeat(200)), /not a video/],
    ['is a picture', () => made('picture.mp4', ['-frames:v', '1', '-f', 'image2', '-c:v', 'mjpeg']), /not a video/],
    ['has only sound', () => made('sound.m4a', ['-c:a', 'aac'], sound), /sound but no picture/],
    ['is music', () => made('sound.wav', [], sound), /not a video/],
    ['has a codec that is not decoded', () => made('old.mkv', ['-t', '1', '-c:v', 'mpeg4']), /cannot decode/],
    [
      'has lost its index',
      () => broken('cut.mp4', readFileSync(made('tail.mp4', ['-t', '2', '-c', 'copy'])).subarray(0, 20_000)),
      /index is missing/,
    ],
  ])('says why: it %s', async (_, file, reason) => {
    await expect(reader.read(file(), [0])).rejects.toThrow(reason);
  });

  it('gives what is there of a video that breaks off, then says where', async () => {
    const fast = readFileSync(made('fast.mp4', ['-c', 'copy', '-movflags', '+faststart']));
    const { frames, failed } = await reader.read(
      broken('half.mp4', fast.subarray(0, fast.length / 2)),
      every(500, 10_000),
    );
    expect(frames.length).toBeGreaterThan(4);
    expect(frames.length).toBeLessThan(17);
    expect(failed).toMatch(/^bad-input: .*(\d\.\d s)/);
  });

  itLong('gives what is there of a WebM that breaks off, then says where', async () => {
    const film = readFileSync(
      made('whole.webm', [
        '-t',
        '6',
        '-c:v',
        'libvpx',
        '-deadline',
        'realtime',
        '-cpu-used',
        '8',
        '-b:v',
        '500k',
        '-g',
        '15',
      ]),
    );
    const { frames, failed } = await reader.read(
      broken('half.webm', film.subarray(0, film.length / 2)),
      every(500, 6_000),
    );
    expect(frames.length).toBeGreaterThan(2);
    expect(frames.length).toBeLessThan(10);
    expect(failed).toMatch(/^bad-input: .*(\d\.\d s)/);
  });

  it('survives damage in the middle', async () => {
    const hurt = Buffer.from(whole);
    for (let i = Math.floor(hurt.length * 0.4); i < hurt.length * 0.5; i++) hurt[i] = (i * 31) & 255;
    const { frames, failed } = await reader.read(broken('hurt.mp4', hurt), every(500, 10_000));
    expect(frames.length).toBeGreaterThan(2);
    if (failed) expect(failed).toMatch(/^bad-input: .*damaged/);
    // The worker goes on with the next file.
    expect((await reader.read(SAMPLE, [0])).frames[0]?.faces).toHaveLength(6);
  });
});

describe.skipIf(!existsSync(DATA))('a real video', () => {
  it.each([
    ['one-man-neutral-smile.mp4', 1, 2000],
    ['one-man-webcam-turning.webm', 1, 2000],
    ['three-people.mp4', 3, 2000],
    ['no-face.mp4', 0, 2000],
  ])('%s shows as many people as it does', async (name, people, length) => {
    const { frames, failed } = await reader.read(join(DATA, name), every(200, length));
    expect(failed).toBeNull();
    expect(frames).toHaveLength(length / 200);
    const most = Math.max(...frames.map(({ faces }) => faces.length));
    expect(most).toBe(people);
  });
});
