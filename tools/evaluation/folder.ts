/** Reads folders of face crops with a table of labels. Knows no model. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { sampleGrey } from '../../src/math/faceCrop.ts';
import { AppError } from '../../src/rpc/appError.ts';
import type { Judged } from './judged.ts';

/**
 * Of a folder with `labels.csv` (columns image, …, label, and identity where people are told apart): each picture is one framed face, made grey and scaled.
 * Where the table has a column `split`, only rows of `split` are read; without one named, those of `evaluate` if there
 * are any, else all. `all` takes every row.
 */
export async function readFolder(
  folder: string,
  side: number,
  classes: readonly string[],
  split: string | undefined,
): Promise<Judged> {
  const rows = parseTable(await readFile(join(folder, 'labels.csv'), 'utf8'));
  const named = split ?? (rows.some((row) => row.split === 'evaluate') ? 'evaluate' : 'all');
  const chosen = named === 'all' ? rows : rows.filter((row) => row.split === named);
  if (chosen.length === 0) throw new AppError('bad-input', `labels.csv has no rows of the split “${named}”.`);
  const labels = chosen.map(({ label = '' }) => {
    const index = classes.indexOf(label);
    if (index < 0)
      throw new AppError('bad-input', `labels.csv says “${label}”; the model knows ${classes.join(', ')}.`);
    return index;
  });
  const crops = new Uint8Array(chosen.length * side * side);
  for (const [i, { image = '' }] of chosen.entries()) {
    crops.set(await readCrop(await findPicture(folder, image), side), i * side * side);
  }
  return { crops, labels, people: chosen.map(({ identity = '' }) => identity), split: named };
}

/** A plain table: a header line, commas, no quoted fields. */
export function parseTable(text: string): { [column: string]: string }[] {
  const [header = '', ...lines] = text.split(/\r?\n/).filter((line) => line.trim());
  const columns = header.split(',').map((name) => name.trim());
  if (!columns.includes('image') || !columns.includes('label')) {
    throw new AppError('bad-input', 'labels.csv needs the columns image and label.');
  }
  return lines.map((line) => {
    const fields = line.split(',').map((field) => field.trim());
    return Object.fromEntries(columns.map((name, i) => [name, fields[i] ?? '']));
  });
}

/** Pictures lie beside the table or in its folder images/. */
async function findPicture(folder: string, image: string): Promise<Uint8Array> {
  const beside = await readFile(join(folder, image)).catch(() => null);
  if (beside) return beside;
  return readFile(join(folder, 'images', image)).catch(() => {
    throw new AppError('bad-input', `labels.csv names ${image}, which is neither beside it nor in images/.`);
  });
}

async function readCrop(file: Uint8Array, side: number): Promise<Uint8Array> {
  const { data, info } = await sharp(file)
    .ensureAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixels = new Uint8ClampedArray(data.buffer, data.byteOffset, data.length);
  return sampleGrey(pixels, info.width, info.height, side, { a: info.width, b: 0, c: 0, d: info.height, e: 0, f: 0 });
}
