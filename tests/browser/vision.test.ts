/** The built vision worker on real photographs: found faces, ids over time, nothing where there is no face. */

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { similarity } from '../../src/math/affine.ts';
import { overlap } from '../../src/math/box.ts';
import type { Range } from '../../src/vision/protocol.ts';
import { LONG } from '../long.ts';
import {
  boxAfter,
  headOf,
  layer,
  type MarkedFace,
  markedFaces,
  type Placement,
  photos,
  placed,
  scene,
} from './markedPhotos.ts';
import { launch } from './page.ts';
import { openVision, type SeenFace, type Vision } from './visionHarness.ts';

let browser: Browser;
let vision: Vision;
let source = 0;

beforeAll(async () => {
  browser = await launch();
  vision = await openVision(browser, inject('root'));
  await vision.init();
});
afterAll(() => browser.close());

const FRAME_MS = 1000 / 15;

/**
 * Places along a path through a 640×480 frame, 80 to 300 px high and turned by −20° to 20°. From one to the next a face
 * moves by up to an eighth of its height, as somebody at a desk does in a fifteenth of a second.
 */
const path: Placement[] = Array.from({ length: 16 }, (_, i) => {
  const height = 80 * (300 / 80) ** (i / 15);
  const degrees = 20 * Math.sin(0.4 * i);
  const swing = 0.3 * height;
  return { height, degrees, at: { x: 320 + swing * Math.cos(0.4 * i), y: 240 + 0.3 * swing * Math.sin(0.5 * i) } };
});

/** For each place whether the face shown there is found: all places as one video, or each as a source of its own. */
async function hits({ photo, box }: MarkedFace, places: Placement[], range: Range, asVideo: boolean) {
  const results: boolean[] = [];
  source++;
  for (const [i, place] of places.entries()) {
    if (!asVideo) source++;
    const map = placed(box, place);
    const { faces } = await vision.frame(scene([layer(photo, map)]), { time: i * FRAME_MS, source, range });
    results.push(faces.some((face) => overlap(face.box, boxAfter(box, map)) >= 0.5));
  }
  return results;
}

describe('faces moved, scaled to 80–300 px and turned by ±20°', () => {
  const variants: { range: Range; asVideo: boolean }[] = [
    { range: 'near', asVideo: true },
    { range: 'near', asVideo: false },
    { range: 'group', asVideo: false },
  ];
  it.each(LONG ? variants : variants.slice(1, 2))('are found: %o', async ({ range, asVideo }) => {
    const places = asVideo ? path : path.filter((_, i) => i % (LONG ? 2 : 4) === 0);
    const results: boolean[] = [];
    for (const face of markedFaces) results.push(...(await hits(face, places, range, asVideo)));
    const recall = results.filter(Boolean).length / results.length;
    console.log(
      `recall ${range} ${asVideo ? 'as video' : 'frame by frame'}: ${recall.toFixed(3)} of ${results.length}`,
    );
    expect(markedFaces.length).toBeGreaterThanOrEqual(10);
    expect(recall).toBeGreaterThanOrEqual(0.95);
  });
});

describe('where there is no face', () => {
  const faceless = photos.flatMap((photo) => photo.faceless.map((part) => ({ photo, part })));
  it.each(['near', 'group'] as const)('nothing is found, range %s', async (range) => {
    for (const { photo, part } of faceless) {
      source++;
      for (const [i, scale] of [0.3, 0.5, 0.8, 1.2].entries()) {
        const map = similarity(scale, 0.1 * i, -part.x * scale - 60 * i, -part.y * scale - 20 * i);
        const { faces } = await vision.frame(scene([layer(photo, map, part)]), { time: i * FRAME_MS, source, range });
        expect(faces, `${photo.file} at ${scale}`).toEqual([]);
      }
    }
  });

  it('nothing is found in a picture', async () => {
    for (const { photo, part } of faceless) {
      const map = similarity(1, 0, -part.x, -part.y);
      const { faces } = await vision.picture({
        scene: scene([layer(photo, map, part)], part),
        type: 'image/jpeg',
      });
      expect(faces, photo.file).toEqual([]);
    }
  });
});

it('finds every face of a picture with several, and nothing else', async () => {
  for (const photo of photos) {
    const { faces, width, bitmap } = await vision.picture({
      scene: scene([layer(photo, similarity(1, 0, 0, 0))], photo),
      type: 'image/jpeg',
    });
    expect(bitmap[0]).toBe(width);
    const scale = photo.width / width;
    const inPhoto = faces.map(({ box: { x, y, width: w, height: h } }) => ({
      x: x * scale,
      y: y * scale,
      width: w * scale,
      height: h * scale,
    }));
    for (const box of photo.faces) {
      expect(
        inPhoto.filter((face) => overlap(face, box) >= 0.5),
        `${photo.file} ${JSON.stringify(box)}`,
      ).toHaveLength(1);
    }
    const others = inPhoto.filter(
      (face) => ![...photo.faces, ...photo.profiles].some((box) => overlap(face, box) >= 0.4),
    );
    expect(others, photo.file).toEqual([]);
    expect(faces.map(({ id }) => id)).toEqual(faces.map((_, i) => i + 1));
    for (const face of faces) {
      expect(face.score).toBeGreaterThan(0.5);
      expect(face.score).toBeLessThanOrEqual(1);
      expect(face.crop).toHaveLength(48 * 48);
      expect(face.colourType).toBe('image/jpeg');
    }
  }
});

describe('ids', () => {
  const [first, second] = [markedFaces[5]!, markedFaces[18]!];
  const head = ({ photo, box }: MarkedFace, at: { x: number; y: number }) =>
    layer(photo, placed(box, { height: 130, degrees: 0, at }), headOf(box));
  const next = async (faces: MarkedFace[], at: { x: number; y: number }[], i: number) => {
    const layers = faces.map((face, k) => head(face, at[k]!));
    return (await vision.frame(scene(layers), { time: i * FRAME_MS, source, range: 'near' })).faces;
  };
  const idAt = (faces: SeenFace[], x: number) =>
    faces.find(({ box }) => Math.abs(box.x + box.width / 2 - x) < 0.4 * box.width)?.id;

  it('go when the face goes, and survive its absence of 0.8 s', async () => {
    source++;
    const at = { x: 300, y: 240 };
    for (let i = 0; i < 5; i++) expect((await next([first], [at], i)).map(({ id }) => id)).toEqual([1]);
    for (let i = 5; i < 17; i++) expect(await next([], [], i)).toEqual([]);
    expect((await next([first], [at], 17)).map(({ id }) => id)).toEqual([1]);
  });

  it('are new for somebody else in the same place', async () => {
    source++;
    const at = { x: 300, y: 240 };
    for (let i = 0; i < 5; i++) await next([first], [at], i);
    await next([], [], 5);
    expect((await next([second], [at], 6)).map(({ id }) => id)).toEqual([2]);
  });

  it('start anew with another source', async () => {
    for (let k = 0; k < 2; k++) {
      source++;
      expect((await next([first], [{ x: 200 + 200 * k, y: 240 }], 0)).map(({ id }) => id)).toEqual([1]);
    }
  });

  it('stay with their owners when two people pass each other', async () => {
    source++;
    const steps = 36;
    const at = (i: number) => {
      const x = 140 + (360 * i) / (steps - 1);
      return [
        { x, y: 240 },
        { x: 640 - x, y: 250 },
      ];
    };
    const start = await next([first, second], at(0), 0);
    const ids = [idAt(start, 140), idAt(start, 500)];
    expect(new Set(ids).size).toBe(2);
    let end: SeenFace[] = [];
    for (let i = 1; i < steps; i++) end = await next([first, second], at(i), i);
    expect([idAt(end, 500), idAt(end, 140)]).toEqual(ids);
  });
});

it('refuses a frame that is not later than the one before', async () => {
  source++;
  const shown = scene([]);
  await vision.frame(shown, { time: 40, source, range: 'near' });
  await expect(vision.frame(shown, { time: 40, source, range: 'near' })).rejects.toThrow(
    'internal: Frame times must rise',
  );
});

it('follows one face at a camera with the crop that the encoder needs, in a fraction of a frame', async () => {
  source++;
  const { photo, box } = markedFaces[5]!;
  const times: number[] = [];
  for (let i = 0; i < 30; i++) {
    const map = placed(box, { height: 200, degrees: i / 3, at: { x: 300 + i, y: 240 } });
    const { faces, timings } = await vision.frame(scene([layer(photo, map, headOf(box))]), {
      time: i * 33,
      source,
      range: 'near',
    });
    expect(faces).toHaveLength(1);
    times.push(timings.detect + timings.crop);
  }
  times.sort((a, b) => a - b);
  console.log(`near, one face: median ${times[15]?.toFixed(1)} ms, longest ${times.at(-1)?.toFixed(1)} ms`);
});
