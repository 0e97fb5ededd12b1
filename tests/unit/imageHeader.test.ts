/** What headers of picture files tell, whole and cut off. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readImageHeader } from '../../src/vision/imageHeader.ts';

const letters = (text: string) => [...text].map((letter) => letter.charCodeAt(0));
const uint32 = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const little32 = (value: number) => uint32(value).reverse();

const png = (width: number, height: number) =>
  Uint8Array.from([
    ...letters('\x89PNG\r\n\x1a\n'),
    ...uint32(13),
    ...letters('IHDR'),
    ...uint32(width),
    ...uint32(height),
    ...[8, 6, 0, 0, 0, 0, 0, 0, 0],
    ...uint32(0),
    ...letters('IEND'),
    ...[0, 0, 0, 0],
  ]);

const heif = (brand: string) =>
  Uint8Array.from([
    ...uint32(20),
    ...letters('ftyp'),
    ...letters(brand),
    ...uint32(0),
    ...letters('mif1'),
    ...uint32(20),
    ...letters('ispe'),
    ...uint32(0),
    ...uint32(4000),
    ...uint32(3000),
  ]);

const webp = Uint8Array.from([
  ...letters('RIFF'),
  ...little32(22),
  ...letters('WEBPVP8X'),
  ...little32(10),
  ...[0, 0, 0, 0],
  ...[0x7f, 0x07, 0], // width − 1
  ...[0x37, 0x04, 0],
]);

const bmp = Uint8Array.from([
  ...letters('BM'),
  ...little32(54),
  ...little32(0),
  ...little32(54),
  ...little32(40),
  ...little32(640),
  ...little32(-480 >>> 0), // rows from the top
  ...Array(28).fill(0),
]);

const gif = Uint8Array.from([...letters('GIF89a'), 0x20, 0x03, 0x58, 0x02, 0, 0, 0, 0x3b]);

describe('a header', () => {
  it.each([
    ['png', png(1200, 800), 1200, 800],
    ['avif', heif('avif'), 4000, 3000],
    ['heic', heif('heic'), 4000, 3000],
    ['webp', webp, 1920, 1080],
    ['bmp', bmp, 640, 480],
    ['gif', gif, 800, 600],
  ])('of %s tells format and size', (format, bytes, width, height) => {
    expect(readImageHeader(bytes)).toEqual({ format, size: { width, height }, complete: true, animated: false });
  });

  it('of a real photograph tells its size, and whether its end is there', () => {
    const jpeg = new Uint8Array(readFileSync('node_modules/@vladmandic/face-api/demo/sample1.jpg'));
    expect(readImageHeader(jpeg)).toMatchObject({
      format: 'jpeg',
      size: { width: 1920, height: 1280 },
      complete: true,
    });
    for (const length of [jpeg.length - 2, jpeg.length >> 1, 4000]) {
      expect(readImageHeader(jpeg.subarray(0, length)), `${length} bytes`).toMatchObject({
        format: 'jpeg',
        complete: false,
      });
    }
    const padded = new Uint8Array(jpeg.length + 100);
    padded.set(jpeg);
    expect(readImageHeader(padded)?.complete).toBe(true);
  });

  it('knows that an end is missing, for every length', () => {
    for (const whole of [png(10, 10), webp, bmp, gif]) {
      for (let length = 20; length < whole.length; length++) {
        expect(readImageHeader(whole.subarray(0, length))?.complete ?? false, `${length}`).toBe(false);
      }
    }
  });

  it('tells whether a picture moves', () => {
    const frame = [0x21, 0xf9, 4, 0, 0, 0, 0, 0, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0];
    const frames = (count: number) =>
      Uint8Array.from([...gif.subarray(0, -1), ...Array.from({ length: count }, () => frame).flat(), 0x3b]);
    expect([1, 2, 3].map((count) => readImageHeader(frames(count))?.animated)).toEqual([false, true, true]);
    const control = (count: number) => [...uint32(8), ...letters('acTL'), ...uint32(count), ...uint32(0), ...uint32(0)];
    const apng = (count: number) =>
      Uint8Array.from([...png(9, 9).subarray(0, 33), ...control(count), ...png(9, 9).subarray(33)]);
    expect([1, 2].map((count) => readImageHeader(apng(count))?.animated)).toEqual([false, true]);
    expect(readImageHeader(heif('avis'))?.animated).toBe(true);
  });

  it('is told of TIFF, which is what raw pictures are, too', () => {
    expect(['II*\0', 'MM\0*'].map((start) => readImageHeader(Uint8Array.from(letters(start)))?.format)).toEqual([
      'tiff',
      'tiff',
    ]);
  });

  it('is not seen in what is no picture', () => {
    for (const text of [
      '',
      'B',
      'BM, a bank machine, is no bitmap',
      '<!doctype html>',
      '%PDF-1.7',
      'GIF',
      '\xff\xd8',
    ]) {
      expect(readImageHeader(Uint8Array.from(letters(text))), text).toBeNull();
    }
  });
});
