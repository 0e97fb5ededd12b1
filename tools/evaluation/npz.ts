/** Reads numpy archives of bytes: a zip of .npy files. Knows no faces. */

import { unzipSync } from 'fflate';
import { AppError } from '../../src/rpc/appError.ts';

export type ByteArray = { shape: number[]; data: Uint8Array };

/** @throws `bad-input` when the file is no archive or lacks an array of bytes of this name and rank */
export function readNpz(file: Uint8Array, name: string, rank: number): ByteArray {
  let entry: Uint8Array | undefined;
  try {
    entry = unzipSync(file, { filter: (candidate) => candidate.name === `${name}.npy` })[`${name}.npy`];
  } catch (error) {
    throw new AppError('bad-input', 'This is not an .npz archive.', { cause: error });
  }
  if (!entry) throw new AppError('bad-input', `The archive has no array “${name}”.`);
  const array = readNpy(entry);
  if (array.shape.length !== rank) {
    throw new AppError('bad-input', `“${name}” has ${array.shape.length} dimensions instead of ${rank}.`);
  }
  return array;
}

/** A .npy file of u8 in C order (numpy.lib.format): magic, version, header length, a Python dictionary, the bytes. */
export function readNpy(file: Uint8Array): ByteArray {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const magic = String.fromCharCode(...file.subarray(0, 6));
  if (magic !== '\x93NUMPY' || file.length < 12) throw new AppError('bad-input', 'This is not a numpy array.');
  const wide = view.getUint8(6) >= 2;
  const start = (wide ? 12 : 10) + (wide ? view.getUint32(8, true) : view.getUint16(8, true));
  const header = new TextDecoder('latin1').decode(file.subarray(wide ? 12 : 10, start));
  if (!/'descr': *'\|u1'/.test(header) || !/'fortran_order': *False/.test(header)) {
    throw new AppError('bad-input', 'Only arrays of unsigned bytes in C order are read.');
  }
  const shape = (/'shape': *\(([^)]*)\)/.exec(header)?.[1] ?? '')
    .split(',')
    .filter((n) => n.trim())
    .map(Number);
  const data = file.subarray(start);
  if (data.length !== shape.reduce((product, n) => product * n, 1)) {
    throw new AppError('bad-input', `The array is cut short: ${data.length} bytes for [${shape}].`);
  }
  return { shape, data };
}
