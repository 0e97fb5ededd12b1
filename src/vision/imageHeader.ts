/** What a picture file says of itself in its first and last bytes, before anything is decoded. Knows no canvas. */

export type ImageFormat = 'jpeg' | 'png' | 'gif' | 'webp' | 'bmp' | 'avif' | 'heic' | 'tiff';

export type ImageHeader = {
  format: ImageFormat;
  /** As stored, px, before any turn that the file asks for; null when the header does not tell. */
  size: { width: number; height: number } | null;
  /** False when the end of the file is missing. */
  complete: boolean;
  /** Whether it holds several frames, of which a browser decodes the first. */
  animated: boolean;
};

/** The header, or null when the bytes are of no known picture format. */
export function readImageHeader(bytes: Uint8Array): ImageHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const [format, read] of READERS) {
    try {
      const header = read(view);
      if (header) return header;
    } catch (error) {
      // The format was recognised, but the file ends within its header.
      if (!(error instanceof RangeError)) throw error;
      return { format, size: null, complete: false, animated: false };
    }
  }
  return null;
}

type Reader = (view: DataView) => ImageHeader | null;

function readJpeg(view: DataView): ImageHeader | null {
  if (!startsWith(view, 0, '\xff\xd8\xff')) return null;
  let size: ImageHeader['size'] = null;
  let at = 2;
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xda) break; // start of scan: compressed data follow
    // Start of frame: C0–CF without the tables DHT (C4), JPG (C8) and DAC (CC).
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    }
    at += 2 + view.getUint16(at + 2);
  }
  return { format: 'jpeg', size, complete: endsWithMarker(view, at), animated: false };
}

/** Whether the end-of-image marker follows `from`; cameras append data after it. */
function endsWithMarker(view: DataView, from: number): boolean {
  for (let at = view.byteLength - 2; at > from; at--) {
    if (view.getUint8(at) === 0xff && view.getUint8(at + 1) === 0xd9) return true;
  }
  return false;
}

function readPng(view: DataView): ImageHeader | null {
  if (!startsWith(view, 0, '\x89PNG\r\n\x1a\n')) return null;
  const size = { width: view.getUint32(16), height: view.getUint32(20) };
  let animated = false;
  let at = 8;
  while (at + 12 <= view.byteLength) {
    if (startsWith(view, at + 4, 'IEND')) return { format: 'png', size, complete: true, animated };
    if (startsWith(view, at + 4, 'acTL')) animated = view.getUint32(at + 8) > 1; // its number of frames
    at += 12 + view.getUint32(at);
  }
  return { format: 'png', size, complete: false, animated };
}

function readGif(view: DataView): ImageHeader | null {
  if (!startsWith(view, 0, 'GIF8')) return null;
  const size = { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  let last = view.byteLength - 1;
  while (last > 0 && view.getUint8(last) === 0) last--; // some writers pad with zeros
  return { format: 'gif', size, complete: view.getUint8(last) === 0x3b, animated: gifFrames(view) > 1 };
}

/** Images in a GIF, counted up to two; a file that ends early holds as many as were met. */
function gifFrames(view: DataView): number {
  const byte = (at: number) => (at < view.byteLength ? view.getUint8(at) : 0x3b);
  const tableBytes = (flags: number) => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  let frames = 0;
  let at = 13 + tableBytes(byte(10));
  while (frames < 2) {
    const block = byte(at);
    if (block === 0x2c) {
      frames += 1;
      at += 11 + tableBytes(byte(at + 9)); // descriptor, table, size of the first code
    } else if (block === 0x21) at += 2;
    else return frames;
    while (byte(at) !== 0 && at < view.byteLength) at += 1 + byte(at); // pieces of data, the last one empty
    at += 1;
  }
  return frames;
}

function readWebp(view: DataView): ImageHeader | null {
  if (!startsWith(view, 0, 'RIFF') || !startsWith(view, 8, 'WEBP')) return null;
  const complete = view.byteLength >= 8 + view.getUint32(4, true);
  const animated = startsWith(view, 12, 'VP8X') && (view.getUint8(20) & 2) !== 0;
  return { format: 'webp', size: webpSize(view), complete, animated };
}

/** From the first chunk: VP8X (extended), VP8L (lossless) or VP8 (lossy). */
function webpSize(view: DataView): ImageHeader['size'] {
  if (startsWith(view, 12, 'VP8X')) {
    const uint24 = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
    return { width: 1 + uint24(24), height: 1 + uint24(27) };
  }
  if (startsWith(view, 12, 'VP8L')) {
    const bits = view.getUint32(21, true);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >> 14) & 0x3fff) };
  }
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}

function readBmp(view: DataView): ImageHeader | null {
  // Two letters alone would take any text that starts with them: the header's size must be one of the known ones.
  if (!startsWith(view, 0, 'BM') || ![40, 52, 56, 108, 124].includes(view.getUint32(14, true))) return null;
  const size = { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) };
  return { format: 'bmp', size, complete: view.byteLength >= view.getUint32(2, true), animated: false };
}

/** AVIF and HEIC share their container (ISO/IEC 23008-12); the brand tells them apart. */
function readHeif(view: DataView): ImageHeader | null {
  if (!startsWith(view, 4, 'ftyp')) return null;
  const brands = text(view, 8, Math.min(view.getUint32(0), view.byteLength) - 8);
  const isAvif = brands.includes('avif') || brands.includes('avis');
  if (!isAvif && !/hei[cxms]|hev[cmsx]|mif1|msf1/.test(brands)) return null;
  // The major brand of an image sequence.
  const animated = startsWith(view, 8, 'avis');
  return { format: isAvif ? 'avif' : 'heic', size: heifSize(view), complete: boxesFit(view), animated };
}

/** The largest of the `ispe` properties: tiles and thumbnails have smaller ones. */
function heifSize(view: DataView): ImageHeader['size'] {
  let largest: ImageHeader['size'] = null;
  for (let at = 0; at + 16 <= Math.min(view.byteLength, 65_536); at++) {
    if (!startsWith(view, at, 'ispe')) continue;
    const size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    if (!largest || size.width * size.height > largest.width * largest.height) largest = size;
  }
  return largest;
}

/** Whether every top-level box ends within the file. */
function boxesFit(view: DataView): boolean {
  let at = 0;
  while (at + 8 <= view.byteLength) {
    const size = view.getUint32(at);
    if (size === 0) return true; // to the end of the file
    const length = size === 1 ? Number(view.getBigUint64(at + 8)) : size;
    if (length < 8) return false; // shorter than its own header
    at += length;
  }
  return at === view.byteLength;
}

/** Camera makers' raw formats are TIFF files, too. */
function readTiff(view: DataView): ImageHeader | null {
  if (!startsWith(view, 0, 'II*\0') && !startsWith(view, 0, 'MM\0*')) return null;
  return { format: 'tiff', size: null, complete: true, animated: false };
}

/** The last one tells AVIF and HEIC apart itself. */
const READERS: [ImageFormat, Reader][] = [
  ['jpeg', readJpeg],
  ['png', readPng],
  ['gif', readGif],
  ['webp', readWebp],
  ['bmp', readBmp],
  ['tiff', readTiff],
  ['heic', readHeif],
];

function startsWith(view: DataView, at: number, letters: string): boolean {
  return text(view, at, letters.length) === letters;
}

/** Bytes as characters of the same code; shorter when the file ends before. */
function text(view: DataView, at: number, length: number): string {
  let result = '';
  for (let i = at; i < Math.min(at + length, view.byteLength); i++) result += String.fromCharCode(view.getUint8(i));
  return result;
}
