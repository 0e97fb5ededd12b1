import { describe, expect, it } from 'vitest';
import { similarity } from '../../src/math/affine.ts';
import { FRAMING_SIDE, modelCrop, STORED_SIDE, sampleGrey } from '../../src/math/faceCrop.ts';

/** RGBA image whose grey at pixel (x, y) is given. */
function image(width: number, height: number, grey: (x: number, y: number) => number): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(4 * width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rgba.set([grey(x, y), grey(x, y), grey(x, y), 255], 4 * (y * width + x));
  }
  return rgba;
}

const whole = (width: number, height: number) => ({ a: width, b: 0, c: 0, d: height, e: 0, f: 0 });

describe('sampleGrey', () => {
  it('copies an image onto a grid of its own size', () => {
    const source = image(6, 6, (x, y) => 30 * x + 7 * y);
    const grey = sampleGrey(source, 6, 6, 6, whole(6, 6));
    expect([...grey]).toEqual(Array.from({ length: 36 }, (_, i) => 30 * (i % 6) + 7 * Math.floor(i / 6)));
  });

  it('averages when it shrinks, so that fine stripes do not alias', () => {
    const stripes = image(96, 96, (x) => (x % 2 === 0 ? 0 : 200));
    for (const value of sampleGrey(stripes, 96, 96, 48, whole(96, 96)))
      expect(Math.abs(value - 100)).toBeLessThanOrEqual(1);
  });

  it('weighs colours as Rec. 601 does', () => {
    const red = new Uint8ClampedArray([255, 0, 0, 255]);
    const [value] = sampleGrey(red, 1, 1, 1, whole(1, 1));
    expect(value).toBe(Math.round(0.299 * 255));
  });

  it('is black outside the image', () => {
    const white = image(4, 4, () => 255);
    expect(sampleGrey(white, 4, 4, 1, { ...whole(4, 4), e: 100 })[0]).toBe(0);
  });
});

describe('modelCrop', () => {
  const ramp = image(STORED_SIDE, STORED_SIDE, (x) => x);
  const margin = (STORED_SIDE - FRAMING_SIDE) / 2;

  it('takes the framing from the middle of the stored crop', () => {
    const crop = modelCrop(ramp, 48);
    expect(crop[0]).toBeCloseTo(margin + FRAMING_SIDE / 96 - 0.5, -0.3);
    expect(crop[47]).toBeCloseTo(STORED_SIDE - margin - FRAMING_SIDE / 96 - 0.5, -0.3);
  });

  it('mirrors, and keeps the middle in the middle', () => {
    const mirrored = modelCrop(ramp, 48, { a: -1, b: 0, c: 0, d: 1, e: 0, f: 0 });
    const plain = modelCrop(ramp, 48);
    for (let i = 0; i < 48; i++) expect(Math.abs((mirrored[i] ?? 0) - (plain[47 - i] ?? 0))).toBeLessThanOrEqual(1);
  });

  it('turns by a quarter: columns become rows', () => {
    const turned = modelCrop(ramp, 48, similarity(1, Math.PI / 2, 0, 0));
    const plain = modelCrop(ramp, 48);
    for (let i = 0; i < 48; i++) expect(Math.abs((turned[48 * i] ?? 0) - (plain[47 - i] ?? 0))).toBeLessThanOrEqual(1);
  });
});
