/** Files that cannot be imported, each bad in a way of its own, and the reason that has to be given. */

import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { zipSync } from 'fflate';
import sharp from 'sharp';
import { FACES, faceFile } from './faceCrops.ts';
import type { Given } from './importHarness.ts';

/** `path`: of what is refused, where it is not the file itself. */
export type Malformed = { file: Given; path: string; reason: RegExp };

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const cut = (bytes: Buffer, part: number): Buffer => bytes.subarray(0, Math.floor(part * bytes.length));

export async function malformedFiles(): Promise<Malformed[]> {
  const [face] = FACES;
  const [jpeg, png, webp] = await Promise.all(
    (['jpeg', 'png', 'webp'] as const).map((kind) => faceFile(face!, 320, 320, kind)),
  );
  const frames = await sharp({ create: { width: 40, height: 80, channels: 3, background: '#a33' } })
    .composite([
      {
        input: Buffer.from('<svg width="40" height="40"><rect width="40" height="40" fill="#fff"/></svg>'),
        left: 0,
        top: 0,
      },
    ])
    .raw()
    .toBuffer();
  const moving = (kind: 'gif' | 'webp') =>
    sharp(frames, { raw: { width: 40, height: 80, channels: 3, pageHeight: 40 } })
      .toFormat(kind)
      .toBuffer();
  const [gif, movingWebp, still, avif, tiff] = await Promise.all([
    moving('gif'),
    moving('webp'),
    sharp(jpeg!).gif().toBuffer(),
    sharp(jpeg!).avif({ effort: 0 }).toBuffer(),
    sharp(jpeg!).tiff().toBuffer(),
  ]);
  return [
    ...pictures({ jpeg: jpeg!, png: png!, webp: webp!, gif, movingWebp, still, avif, tiff }),
    ...otherFiles(),
    ...tables(jpeg!),
    ...paths(jpeg!),
    ...zips(jpeg!),
  ];
}

const EMPTY = /is empty/;
const INCOMPLETE = /incomplete|damaged/;
const NO_PICTURE = /not a picture/;

const bad = (path: string, bytes: Uint8Array, reason: RegExp, type = ''): Malformed => ({
  file: { path, bytes, type },
  path,
  reason,
});

function pictures(
  made: Record<'jpeg' | 'png' | 'webp' | 'gif' | 'movingWebp' | 'still' | 'avif' | 'tiff', Buffer>,
): Malformed[] {
  const { jpeg, png, webp, gif, movingWebp, still, avif, tiff } = made;
  const scrambled = Buffer.from(png);
  for (let i = 60; i < png.length - 20; i++) scrambled[i] = (i * 7) & 255;
  return [
    ...['jpg', 'png', 'webp', 'gif', 'bmp', 'avif', 'heic'].map((ending) =>
      bad(`empty.${ending}`, new Uint8Array(), EMPTY),
    ),
    ...[0.02, 0.3, 0.9].map((part) => bad(`cut-${part}.jpg`, cut(jpeg, part), INCOMPLETE)),
    ...[0.02, 0.5, 0.99].map((part) => bad(`cut-${part}.png`, cut(png, part), INCOMPLETE)),
    ...[0.1, 0.6].map((part) => bad(`cut-${part}.webp`, cut(webp, part), INCOMPLETE)),
    ...[0.3, 0.8].map((part) => bad(`cut-${part}.gif`, cut(still, part), INCOMPLETE)),
    ...[0.5, 0.9].map((part) => bad(`cut-${part}.avif`, cut(avif, part), INCOMPLETE)),
    bad('one-byte.jpg', Uint8Array.of(0xff), NO_PICTURE),
    bad('text.jpg', text('These are notes, not a picture.'), NO_PICTURE),
    bad('page.png', text('<!doctype html><title>404</title>'), NO_PICTURE),
    bad('drawing.png', text('<svg xmlns="http://www.w3.org/2000/svg"/>'), NO_PICTURE),
    bad('BM.bmp', text('BMW is a car, and this is a sentence about it.'), NO_PICTURE),
    bad(
      'noise.jpeg',
      Uint8Array.from({ length: 5000 }, (_, i) => (i * i * 31 + i) & 127),
      NO_PICTURE,
    ),
    bad('no ending', text('Anything at all'), NO_PICTURE),
    bad('pasted', text('nothing'), NO_PICTURE, 'image/png'),
    bad('phone.heic', Buffer.concat([Buffer.from([0, 0, 0, 20]), Buffer.from('ftypheic\0\0\0\0mif1')]), /HEIC/),
    bad('phone.jpg', Buffer.concat([Buffer.from([0, 0, 0, 20]), Buffer.from('ftypheic\0\0\0\0mif1')]), /HEIC/),
    bad('scan.tiff', tiff, /TIFF/),
    bad('scrambled.png', scrambled, INCOMPLETE),
    bad('endless.png', hugePng(60_000, 60_000), /3600 megapixels/),
    bad('wide.png', hugePng(1_000_000, 200), /200 megapixels/),
    bad('moving.gif', gif, /moves/),
    bad('moving.webp', movingWebp, /moves/),
    bad('moving.png', movingPng(png), /moves/),
  ];
}

/** A PNG that says so much of itself, with next to nothing in it. */
function hugePng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The PNG as an animation of two frames; its checksums are not looked at before it is refused. */
function movingPng(png: Buffer): Buffer {
  const control = Buffer.alloc(8);
  control.writeUInt32BE(2, 0);
  return Buffer.concat([png.subarray(0, 33), chunk('acTL', control), png.subarray(33)]);
}

function chunk(name: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length, 0);
  return Buffer.concat([length, Buffer.from(name, 'latin1'), data, Buffer.alloc(4)]);
}

const otherFiles = (): Malformed[] => [
  bad('notes.txt', text('notes'), /no picture, video, table or zip/),
  bad('report.pdf', text('%PDF-1.7'), /no picture, video, table or zip/),
  bad('program.exe', text('MZ'), /no picture, video, table or zip/),
  bad('data.json', text('{}'), /no picture, video, table or zip/),
  bad('faces.rar', text('Rar!'), /only zips/),
  bad('faces.7z', text('7z'), /only zips/),
  bad('faces.tar.gz', text('gz'), /only zips/),
  bad('mien.json', text('{"samples":['), /mien.json is damaged/),
  bad('empty.mp4', new Uint8Array(), EMPTY),
  bad('text.mov', text('not a film'.repeat(100)), /not a video/),
  bad('cut.mp4', readFileSync('public/samples/clip.mp4').subarray(0, 3000), /the rest may be missing/),
];

/** Each table lies in a zip of its own, beside a good picture. */
function tables(jpeg: Buffer): Malformed[] {
  const beside = (name: string, table: Uint8Array, reason: RegExp, refused = 'labels.csv'): Malformed => ({
    file: {
      path: `${name}.zip`,
      bytes: zipSync({ 'labels.csv': table, ...(refused === 'labels.csv' ? {} : { '1.jpg': jpeg }) }),
    },
    path: refused.startsWith('/') ? refused.slice(1) : `${name}.zip/${refused}`,
    reason,
  });
  return [
    beside('no-rows', text('path,label\n'), /no rows/),
    beside('no-text', new Uint8Array(0), /no column/),
    beside('columns', text('name;emotion\n1.jpg;joy\n'), /no column “path”/),
    beside('no-header', text('1.jpg,joy\n2.jpg,anger\n'), /no column “path”/),
    beside('binary', Uint8Array.from([80, 75, 3, 4, 0, 0, 0, 1]), /not a table/),
    beside('range', text('path,label,valence\n1.jpg,joy,9\n'), /line 2: valence “9”/, '1.jpg'),
    beside('word', text('path,label,arousal\n1.jpg,joy,calm\n'), /line 2: arousal “calm”/, '1.jpg'),
    beside('negative', text('path,intensity\n1.jpg,-0.1\n'), /line 2: intensity “-0.1”/, '1.jpg'),
    beside('missing', text('path,label\n1b.jpg,joy\n'), /line 2: There is no such file/, '/1b.jpg'),
    beside('upwards', text('path,label\n../../1.jpg,joy\n'), /leads out/, '/../../1.jpg'),
  ];
}

const paths = (jpeg: Buffer): Malformed[] => [
  bad('../up.jpg', jpeg, /leads out/),
  bad(`${'long/'.repeat(300)}a.jpg`, jpeg, /longer than 1000/),
];

function zips(jpeg: Buffer): Malformed[] {
  const good = Buffer.from(zipSync({ 'a.jpg': jpeg }, { level: 0 }));
  const within = (name: string, entry: string, bytes: Uint8Array, reason: RegExp, path = entry): Malformed => ({
    file: { path: `${name}.zip`, bytes: zipSync({ [entry]: bytes }) },
    path: `${name}.zip/${path}`,
    reason,
  });
  const changed = (
    name: string,
    change: (bytes: Buffer) => unknown,
    reason: RegExp,
    path = `${name}.zip/a.jpg`,
  ): Malformed => {
    const bytes = Buffer.from(good);
    change(bytes);
    return { file: { path: `${name}.zip`, bytes }, path, reason };
  };
  const central = good.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
  const twice = Buffer.from(zipSync({ 'a.txt': text('x'), 'b.txt': text('x') }));
  twice.fill('a', twice.indexOf('b.txt'), twice.indexOf('b.txt') + 1);
  twice.fill('a', twice.lastIndexOf('b.txt'), twice.lastIndexOf('b.txt') + 1);
  return [
    bad('empty.zip', new Uint8Array(), /not a zip/),
    bad('text.zip', text('This is not a zip.'), /not a zip/),
    bad('cut.zip', cut(good, 0.7), /not a zip/),
    bad('head.zip', good.subarray(0, 30), /not a zip/),
    changed('directory', (bytes) => bytes.fill(7, central, central + 30), /damaged|not a zip/, 'directory.zip'),
    changed('checksum', (bytes) => bytes.fill(7, 3000, 3400), /damaged within the zip/),
    changed('local', (bytes) => bytes.fill(0, 0, 4), /damaged within the zip/),
    changed(
      'locked',
      (bytes) => {
        bytes[6]! |= 1;
        bytes[central + 8]! |= 1;
      },
      /password/,
    ),
    changed(
      'method',
      (bytes) => {
        bytes[8] = 99;
        bytes[central + 10] = 12;
      },
      /damaged|packed in a way/,
    ),
    changed('liar', (bytes) => bytes.writeUInt32LE(1000, central + 24), /damaged|more than the zip says/),
    within('nested', 'inner.zip', good, /zip within a zip/),
    within('tar', 'inner.tar', good, /only zips/),
    within('text', 'a.jpg', text('text'), NO_PICTURE),
    within('slip', '../../a.jpg', jpeg, /leads out/),
    within('slip-back', '..\\..\\a.jpg', jpeg, /leads out/, '../../a.jpg'),
    within('bomb', 'flat.bmp', new Uint8Array(60e6), /far more than pictures/),
    changed('large', (bytes) => bytes.writeUInt32LE(310e6, central + 24), /would unpack to 310 MB/),
    { file: { path: 'twice.zip', bytes: twice }, path: 'twice.zip/a.txt', reason: /two files of this path/ },
  ];
}
