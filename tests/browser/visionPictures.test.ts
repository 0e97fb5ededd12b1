/** Picture files of all kinds given to the built vision worker: what works, and what is refused with which words. */

import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { similarity } from '../../src/math/affine.ts';
import { overlap } from '../../src/math/box.ts';
import { layer, photos, scene } from './markedPhotos.ts';
import { launch } from './page.ts';
import { openVision, type Vision } from './visionHarness.ts';

let browser: Browser;
let vision: Vision;

beforeAll(async () => {
  jpeg = await sharp(original).resize(960).jpeg().toBuffer();
  browser = await launch();
  vision = await openVision(browser, inject('root'));
  await vision.init();
});
afterAll(() => browser.close());

const photo = photos[5]!;
const original = `node_modules/@vladmandic/face-api/demo/${photo.file}`;
let jpeg: Buffer;
const refusal = (bytes: Iterable<number>) =>
  vision.picture({ bytes: [...bytes] }).then(
    () => 'no refusal',
    (error: Error) => error.message,
  );
const letters = (text: string) => [...text].map((letter) => letter.charCodeAt(0));

describe('refused, with what to do next', () => {
  it('an empty file', async () => {
    expect(await refusal([])).toMatch(/bad-input: This file is empty\. Choose another/);
  });

  it('a file that is no picture', async () => {
    expect(await refusal(letters('id,label\n1,happy\n'))).toMatch(
      /bad-input: This file is not a picture\. Choose a JPEG/,
    );
  });

  it('a HEIC picture, by name', async () => {
    const heic = [0, 0, 0, 24, ...letters('ftypheic'), 0, 0, 0, 0, ...letters('mif1heic')];
    expect(await refusal(heic)).toMatch(/bad-input: HEIC pictures cannot be opened.*JPEG/);
  });

  it('a picture that was cut off', async () => {
    expect(await refusal(jpeg.subarray(0, jpeg.length >> 1))).toMatch(/bad-input: This picture is incomplete/);
  });

  it('a picture that is damaged within', async () => {
    const damaged = Uint8Array.from(jpeg);
    damaged.fill(0, 4, 700);
    expect(await refusal(damaged)).toMatch(/bad-input: This picture is damaged/);
  });

  it('more than 120 megapixels, before decoding', async () => {
    const png = await sharp({ create: { width: 1, height: 1, channels: 3, background: 'grey' } })
      .png()
      .toBuffer();
    png.writeUInt32BE(20_000, 16);
    png.writeUInt32BE(10_000, 20);
    expect(await refusal(png)).toMatch(/bad-input: This picture has 200 megapixels \(20000 × 10000\)\. Scale it down/);
  });

  it('and goes on working afterwards', async () => {
    await refusal([]);
    expect((await vision.picture({ bytes: [...jpeg] })).faces).toHaveLength(photo.faces.length);
  });
});

it('finds the faces of a picture of 50 megapixels', async () => {
  const scale = Math.sqrt(50.5e6 / (photo.width * photo.height));
  const size = { width: Math.round(photo.width * scale), height: Math.round(photo.height * scale) };
  expect(size.width * size.height).toBeGreaterThan(50e6);
  const { faces, width, height, bitmap, ms } = await vision.picture({
    scene: scene([layer(photo, similarity(scale, 0, 0, 0))], size),
    type: 'image/jpeg',
  });
  console.log(`50 megapixels: ${ms.toFixed(0)} ms`);
  expect(bitmap).toEqual([width, height]);
  expect(Math.max(width, height)).toBe(1600);
  expect(faces).toHaveLength(photo.faces.length);
});

it('turns a picture as its file asks', async () => {
  // Lying on its left side, with the request to turn it clockwise: EXIF orientation 6.
  const lying = await sharp(jpeg).rotate(-90).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  const { faces, width, height } = await vision.picture({ bytes: [...lying] });
  expect(width).toBeGreaterThan(height);
  const scale = width / photo.width;
  for (const { x, y, width: w, height: h } of photo.faces) {
    const box = { x: x * scale, y: y * scale, width: w * scale, height: h * scale };
    expect(faces.some((face) => overlap(face.box, box) >= 0.5)).toBe(true);
  }
});
