/** What the first visitor sees is right: the sample clip through the whole path, judged by its ground truth. */

import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { overlap } from '../../src/math/box.ts';
import type { Clip } from '../../tools/actors/clip.ts';
import { LONG } from '../long.ts';
import { launch } from './page.ts';
import { openTrainer } from './trainer.ts';
import { openVision, type Seen, type SeenFace } from './visionHarness.ts';

const clip: Clip = JSON.parse(readFileSync('public/samples/clip.json', 'utf8'));

/** Every so many frames of the clip are looked at. */
const STEP = LONG ? 1 : 3;

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** Every frame's faces beside the truth of the tile that each lies in. */
let found: { truth: Clip['frames'][number]['faces'][number]; tile: number; face: SeenFace | undefined }[];
let top: Map<SeenFace, string>;
/** The same clip from its start as the live view reads it, frame by frame: not every face in every one. */
let live: Seen[];

beforeAll(async () => {
  const vision = await openVision(browser, inject('root'));
  await vision.init();
  const perSecond = clip.framesPerSecond / STEP;
  const seen = await vision.video('samples/clip.mp4', { source: 1, range: 'group', perSecond });
  live = await vision.video('samples/clip.mp4', {
    source: 2,
    range: 'group',
    perSecond: clip.framesPerSecond,
    seconds: 3,
    everyFace: false,
  });
  await vision.context.close();
  const frames = clip.frames.filter((_, i) => i % STEP === 0);
  expect(seen.length).toBe(frames.length);
  found = frames.flatMap(({ faces }, frame) =>
    faces.map((truth, tile) => ({
      truth,
      tile,
      face: seen[frame]?.faces.find(({ box }) => overlap(box, truth.box) >= 0.5),
    })),
  );

  const trainer = await openTrainer(browser, inject('root'));
  const { base } = await trainer.call('init', { base: inject('root'), backend: 'wasm', avoid: [] });
  top = new Map();
  for (const { face, truth } of found) {
    if (!face || !truth.apex) continue;
    const crops = Uint8Array.from(Object.values(face.crop));
    const scores = Object.values((await trainer.call('predict', { crops, count: 1 })).base);
    top.set(face, base.classes[scores.indexOf(Math.max(...scores))] ?? '');
  }
  await trainer.context.close();
});

describe('the sample clip', () => {
  it('has its faces found in at least 95 % of face-frames', () => {
    const share = found.filter(({ face }) => face).length / found.length;
    console.log(`found in ${(100 * share).toFixed(1)} % of ${found.length} face-frames`);
    expect(share).toBeGreaterThanOrEqual(0.95);
  });

  it('keeps one id for each actor', () => {
    for (const tile of clip.tiles.keys()) {
      const ids = new Set(found.filter((entry) => entry.tile === tile && entry.face).map(({ face }) => face?.id));
      expect([...ids]).toHaveLength(1);
    }
  });

  it('is read live by two looks a frame, each face in turn, and no box is left behind', () => {
    const [first, ...later] = live;
    expect(first?.faces.filter(({ fresh }) => fresh)).toHaveLength(6);
    expect(later.length).toBeGreaterThan(40);
    for (const { faces } of later) expect(faces.filter(({ fresh }) => fresh).length).toBeLessThanOrEqual(2);
    const overlaps = later.flatMap(({ faces }, i) =>
      (clip.frames[i + 1]?.faces ?? []).map(({ box }) => Math.max(...faces.map((face) => overlap(face.box, box)))),
    );
    expect(overlaps.filter((share) => share >= 0.5).length / overlaps.length).toBeGreaterThanOrEqual(0.95);
    for (let i = 3; i < live.length; i++) {
      const looked = live.slice(i - 2, i + 1).flatMap(({ faces }) => faces.filter(({ fresh }) => fresh));
      expect(new Set(looked.map(({ id }) => id)).size, `frames ${i - 2} to ${i}`).toBe(6);
    }
  });

  it('is recognised rightly on at least 80 % of apex face-frames', () => {
    const apex = found.filter(({ truth }) => truth.apex);
    const right = apex.filter(({ face, truth }) => face && top.get(face) === truth.expression);
    const by = (expression: string) => {
      const of = ({ truth }: (typeof apex)[number]) => truth.expression === expression;
      return `${expression} ${right.filter(of).length}/${apex.filter(of).length}`;
    };
    console.log([...new Set(apex.map(({ truth }) => truth.expression))].map(by).join(', '));
    expect(apex.length).toBeGreaterThan(50);
    expect(right.length / apex.length).toBeGreaterThanOrEqual(0.8);
  });
});
