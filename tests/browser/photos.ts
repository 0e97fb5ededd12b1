/** Real faces from the photos of a dev package, and camera feeds made of them. Nothing of it is ever bundled. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import sharp, { type Sharp } from 'sharp';

/** Path of demo photo 1–6. */
export const photo = (number: number): string => resolve(`node_modules/@vladmandic/face-api/demo/sample${number}.jpg`);

/** A face in a photo: its middle, px of the photo. Every face here is about 200 px wide. */
export type PhotoFace = { photo: number; x: number; y: number };

/** Labelled by eye: plain smiles and plain closed or straight mouths. Training and test photos are different ones. */
export const SMILES = {
  train: [
    { photo: 1, x: 488, y: 492 },
    { photo: 1, x: 1610, y: 325 },
    { photo: 3, x: 1192, y: 348 },
    { photo: 3, x: 1560, y: 434 },
    { photo: 4, x: 1107, y: 255 },
    { photo: 4, x: 1385, y: 267 },
  ],
  test: [
    { photo: 6, x: 371, y: 662 },
    { photo: 6, x: 766, y: 526 },
    { photo: 6, x: 1560, y: 488 },
  ],
} satisfies Record<string, PhotoFace[]>;

export const STRAIGHT = {
  train: [
    { photo: 3, x: 670, y: 480 },
    { photo: 4, x: 352, y: 325 },
    { photo: 4, x: 778, y: 190 },
  ],
  test: [
    { photo: 6, x: 1250, y: 507 },
    { photo: 5, x: 859, y: 244 },
    { photo: 5, x: 1478, y: 515 },
  ],
} satisfies Record<string, PhotoFace[]>;

const WIDTH = 640;
const HEIGHT = 480;
const MARGIN = 500;

export type FeedOptions = {
  /** Frames for which a face stays; with one frame the feed stands still. */
  framesEach?: number;
  /** Below 1 the camera is further away. */
  zoom?: number;
  /** What else becomes of each frame: a blur, say. */
  change?: (frame: Sharp) => Sharp;
};

/**
 * An MJPEG file for Chromium's fake camera (played at 30 fps, over and over): each face in turn fills a good part of
 * the frame while it moves, turns ±8° and changes size, as somebody before a camera does.
 */
export async function cameraFeed(
  name: string,
  faces: PhotoFace[],
  { framesEach = 30, zoom = 1, change = (frame) => frame }: FeedOptions = {},
): Promise<string> {
  const frames: Buffer[] = [];
  for (const { photo: number, x, y } of faces) {
    // Two passes: sharp extracts before it extends, whatever the order of the calls.
    const room = await sharp(photo(number))
      .extend({ top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN, extendWith: 'mirror' })
      .toBuffer();
    const wide = await sharp(room)
      .extract({ left: x + MARGIN - 480, top: y + MARGIN - 400, width: 960, height: 800 })
      .png({ compressionLevel: 0 })
      .toBuffer();
    for (let i = 0; i < framesEach; i++) {
      const phase = (2 * Math.PI * i) / framesEach;
      const frame = await still(
        wide,
        zoom * (1 + 0.15 * Math.sin(phase)),
        8 * Math.sin(2 * phase),
        40 * Math.cos(phase),
      );
      frames.push(await change(frame).jpeg({ quality: 88, chromaSubsampling: '4:2:0' }).toBuffer());
    }
  }
  const path = resolve(`tests/output/${name}.mjpeg`);
  mkdirSync(resolve('tests/output'), { recursive: true });
  writeFileSync(path, Buffer.concat(frames));
  return path;
}

/** One camera frame: the middle of `wide`, `zoom` times, turned by `angle` degrees, moved by `shift` px. */
async function still(wide: Buffer, zoom: number, angle: number, shift: number): Promise<Sharp> {
  const turned = await sharp(wide).rotate(angle, { background: '#333' }).png({ compressionLevel: 0 }).toBuffer();
  const { width = 0, height = 0 } = await sharp(turned).metadata();
  const [w, h] = [Math.round(560 / zoom), Math.round(420 / zoom)];
  const frame = await sharp(turned)
    .extract({ left: Math.round((width - w) / 2 + shift), top: Math.round((height - h) / 2), width: w, height: h })
    .resize(WIDTH, HEIGHT)
    .png({ compressionLevel: 0 })
    .toBuffer();
  // What comes next would otherwise be done before the resize.
  return sharp(frame);
}
