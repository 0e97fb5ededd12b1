/** The header of a picture, which is read before anything is decoded. */

import { readImageHeader } from '../../../src/vision/imageHeader.ts';
import { bytesOf, fieldOf, joined, listOf, packed, textOf } from '../draft.ts';
import { type Format, ROOM } from '../format.ts';
import { Fault } from '../judge.ts';

/** A field of a header: bits and whether the smallest byte comes first. */
const little = (bits: number, value: number) => ({ bits, little: true, value });
const big = (bits: number, value: number) => ({ bits, little: false, value });
const raw = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));

const jpeg = [
  raw('\xff\xd8'),
  ...[raw('\xff\xe0'), big(16, 16), raw('JFIF\0\x01\x01\0\0\x01\0\x01\0\0')],
  ...[raw('\xff\xc0'), big(16, 11), raw('\x08'), big(16, 160), big(16, 160), raw('\x01\x01\x11\0')],
  ...[raw('\xff\xda'), big(16, 8), raw('\x01\x01\0\0\x3f\0'), raw('pixels'), raw('\xff\xd9')],
];
const png = [
  raw('\x89PNG\r\n\x1a\n'),
  ...[big(32, 13), raw('IHDR'), big(32, 160), big(32, 90), raw('\x08\x02\0\0\0'), big(32, 0)],
  ...[big(32, 8), raw('acTL'), big(32, 2), big(32, 0), big(32, 0)],
  ...[big(32, 4), raw('IDAT'), raw('pxls'), big(32, 0), big(32, 0), raw('IEND'), big(32, 0)],
];
const gif = [
  ...[raw('GIF89a'), little(16, 40), little(16, 30), raw('\x80\0\0'), raw('\0\0\0\xff\xff\xff')],
  ...[raw('\x21\xf9\x04\0\0\0\0\0'), raw('\x2c'), little(16, 0), little(16, 0), little(16, 40), little(16, 30)],
  ...[raw('\0\x02\x02\x4c\x01\0'), raw('\x2c\0\0\0\0\0\0\0\0\0\x02\x01\x44\0'), raw('\x3b')],
];
const webp = (kind: string, body: unknown[]) => [
  raw('RIFF'),
  little(32, 30),
  raw('WEBP'),
  raw(kind),
  little(32, 10),
  ...body,
];
const bmp = [
  raw('BM'),
  little(32, 62),
  little(32, 0),
  little(32, 54),
  little(32, 40),
  little(32, 2),
  little(32, 2),
  raw('\x01\0\x18\0'.padEnd(36, '\0')),
];
const heif = (brand: string) => [
  ...[big(32, 24), raw('ftyp'), raw(brand), big(32, 0), raw('mif1'), raw(brand)],
  ...[big(32, 28), raw('meta'), big(32, 20), raw('ispe'), big(32, 0), big(32, 640), big(32, 480)],
  ...[big(32, 1), raw('mdat'), big(32, 0), big(32, 24), raw('pixels..')],
];

const FORMATS = ['jpeg', 'png', 'gif', 'webp', 'bmp', 'avif', 'heic', 'tiff'];

export const format: Format = {
  name: 'picture',
  door: 'readImageHeader',
  drafts: [
    jpeg,
    png,
    gif,
    webp('VP8X', [raw('\x02\0\0\0'), little(16, 99), raw('\0'), little(16, 49), raw('\0')]),
    webp('VP8L', [raw('\x2f'), little(32, 0x12345), raw('pixels')]),
    webp('VP8 ', [raw('\0\0\0\x9d\x01\x2a'), little(16, 64), little(16, 48), raw('pixels')]),
    bmp,
    heif('avif'),
    heif('heic'),
  ],
  encode: (tree) =>
    joined(
      listOf(tree).map((part) => {
        const bits = fieldOf(part, 'bits');
        const known = bits === 8 || bits === 16 || bits === 32 ? bits : null;
        return known ? packed(fieldOf(part, 'value'), known, fieldOf(part, 'little') === true) : bytesOf(part);
      }),
    ),
  torn: true,
  read: (bytes) => {
    const header = readImageHeader(bytes);
    // As decodePicture puts it.
    if (!header) return { value: null, refusals: ['This file is not a picture.'] };
    const sides = header.size ? [header.size.width, header.size.height] : [];
    if (!sides.every((side) => Number.isInteger(side) && side >= 0)) throw new Fault(`sides of ${sides.join(' × ')}`);
    if (!FORMATS.includes(header.format)) throw new Fault(`a format “${textOf(header.format)}”`);
    return { value: header, refusals: header.complete ? [] : ['This picture is incomplete.'] };
  },
  shell: /not a picture/,
  room: ROOM,
};
