/** The measures of a face's picture, on real photographs changed by known amounts. */

import sharp, { type Sharp } from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { STORED_SIDE } from '../../src/math/faceCrop.ts';
import { LEAST_SHARP } from '../../src/ui/teach/smartCapture.ts';
import { qualityOf } from '../../src/vision/quality.ts';
import boxes from '../fixtures/faceBoxes.json' with { type: 'json' };

/** Faces about as the stored crop has them: the framing is a little wider than the box drawn by hand. */
async function cropOf({ file, x, y, width, height }: Face, change: (image: Sharp) => Sharp = (image) => image) {
  const side = Math.round(1.5 * Math.sqrt(width * height));
  const stored = await sharp(`node_modules/@vladmandic/face-api/demo/${file}`)
    .extract({
      left: Math.round(x + width / 2 - side / 2),
      top: Math.round(y + height / 2 - side / 2),
      width: side,
      height: side,
    })
    .resize(STORED_SIDE)
    .png()
    .toBuffer();
  return new Uint8ClampedArray(await change(sharp(stored)).ensureAlpha().raw().toBuffer());
}

type Face = { file: string; x: number; y: number; width: number; height: number };

const faces: Face[] = boxes.photos.flatMap(({ file, faces: marked, width: right, height: bottom }) =>
  marked
    .map((box) => ({ file, ...box }))
    .filter(({ x, y, width, height }) => x > 60 && y > 60 && x + width < right - 60 && y + height < bottom - 60),
);

describe('sharpness', () => {
  const measured = new Map<number, number[]>();
  beforeAll(async () => {
    for (const sigma of [0, 1, 2, 3]) {
      const crops = await Promise.all(
        faces.map((face) => cropOf(face, (image) => (sigma > 0 ? image.blur(sigma) : image))),
      );
      measured.set(
        sigma,
        crops.map((crop) => qualityOf(crop).sharpness),
      );
    }
  });
  const of = (sigma: number) => measured.get(sigma) ?? [];

  it('falls with every blur of every face', () => {
    expect(faces.length).toBeGreaterThan(10);
    for (const [i, face] of faces.entries()) {
      const values = [0, 1, 2, 3].map((sigma) => of(sigma)[i] ?? 0);
      expect(values, JSON.stringify(face)).toEqual(values.toSorted((a, b) => b - a));
    }
  });

  it('keeps sharp faces and drops those blurred by 3 px, however they are lit', async () => {
    expect(Math.min(...of(0))).toBeGreaterThan(LEAST_SHARP);
    expect(Math.max(...of(3))).toBeLessThan(LEAST_SHARP);
    const dim = await Promise.all(faces.map((face) => cropOf(face, (image) => image.linear(0.4))));
    expect(Math.min(...dim.map((crop) => qualityOf(crop).sharpness))).toBeGreaterThan(LEAST_SHARP);
  });

  it('is not raised over the threshold by the grain of a camera', async () => {
    const [face] = faces;
    const blurred = await cropOf(face!, (image) => image.blur(3));
    let state = 1;
    const grainy = blurred.map((value) => {
      state = (state * 1664525 + 1013904223) % 2 ** 32;
      return value + (state / 2 ** 32 - 0.5) * 10;
    });
    expect(qualityOf(grainy).sharpness).toBeLessThan(LEAST_SHARP);
  });
});

/** A crop that is `left` and `right` of its middle, `margin` around the framing; grey values. */
function plain({ left, right, margin }: { left: number; right: number; margin: number }): Uint8ClampedArray {
  const stored = new Uint8ClampedArray(4 * STORED_SIDE ** 2).fill(255);
  for (let row = 0; row < STORED_SIDE; row++) {
    for (let column = 0; column < STORED_SIDE; column++) {
      const inside = [row, column].every((at) => at >= 26 && at < STORED_SIDE - 26);
      const grey = !inside ? margin : column < STORED_SIDE / 2 ? left : right;
      stored.fill(grey, 4 * (row * STORED_SIDE + column), 4 * (row * STORED_SIDE + column) + 3);
    }
  }
  return stored;
}

it('measures brightness, contrast, the difference of the halves and the surroundings', () => {
  const quality = qualityOf(plain({ left: 51, right: 153, margin: 204 }));
  expect(quality.brightness).toBeCloseTo(0.4, 1);
  expect(quality.contrast).toBeCloseTo(0.2, 1);
  expect(quality.unevenness).toBeCloseTo(0.4, 1);
  expect(quality.surround).toBeCloseTo(0.8, 1);
});

it('takes one plain grey for neither sharp nor uneven', () => {
  expect(qualityOf(plain({ left: 90, right: 90, margin: 90 }))).toMatchObject({
    sharpness: 0,
    unevenness: 0,
    contrast: 0,
  });
});
