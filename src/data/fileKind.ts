/** What a file is, by its name and its type, and its path made safe to show and to compare. Pure: knows no file. */

import { PROJECT_FILE } from './projectFile.ts';

/** `data`: read beside the others, not by itself. `archive`: packed in a way that is not read here. */
export type Kind = 'picture' | 'video' | 'table' | 'zip' | 'project' | 'model' | 'data' | 'archive' | 'other';

const ENDINGS: [Kind, RegExp][] = [
  ['picture', /\.(jpe?g|jpe|jfif|png|apng|webp|gif|bmp|avif|heic|heif|tiff?)$/i],
  ['video', /\.(mp4|m4v|mov|qt|webm|mkv|avi|ogv|mpe?g|ts|3gp|wmv)$/i],
  ['table', /\.(csv|tsv)$/i],
  ['zip', /\.(zip|tm)$/i],
  ['archive', /\.(rar|7z|tar|t?gz|t?bz2|t?xz|zst)$/i],
  ['model', /\.safetensors$/i],
  ['data', /\.f32$/i],
];

/** A name without an ending may be a picture's: its bytes decide later. */
export function kindOf(path: string, type = ''): Kind {
  const name = nameOf(path);
  if (name === PROJECT_FILE) return 'project';
  const known = ENDINGS.find(([, ending]) => ending.test(name))?.[0];
  if (known) return known;
  if (type.startsWith('image/')) return 'picture';
  if (type.startsWith('video/')) return 'video';
  if (/^application\/(x-)?zip/.test(type)) return 'zip';
  return /\.\w{1,5}$/.test(name) ? 'other' : 'picture';
}

/** What operating systems leave in folders: nobody wants to hear of it. */
export const isClutter = (path: string): boolean =>
  path.split('/').some((part) => /^\.(?!\.$)/.test(part) || part === '__MACOSX' || part === '@eaDir') ||
  /^(thumbs\.db|desktop\.ini|icon)$/i.test(nameOf(path));

export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The folder that holds a file, without a slash at its end; '' at the top. */
export const placeOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** What the paths of the files in the same folder and below begin with: '' at the top, else with a slash at its end. */
export const startOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

const LONGEST_PATH = 1000;

/** Upwards steps, as tricks use them to leave the folder. */
const UPWARDS = /(^|\/)\.\.(\/|$)/;

/**
 * A path with plain slashes, without root, drive, empty steps or characters that cannot be seen, in one Unicode form.
 * @returns null with the reason where it is better refused
 */
export function cleanPath(raw: string): { path: string; refusal: string | null } {
  const path = raw
    .normalize('NFC')
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '')
    .replaceAll('\\', '/')
    .replace(/^[a-z]:(?=\/)/i, '')
    .split('/')
    .filter((step) => step !== '' && step !== '.')
    .join('/');
  if (path.length > LONGEST_PATH) {
    return {
      path: `${path.slice(0, 80)}…`,
      refusal: `Its path is longer than ${LONGEST_PATH} characters. Shorten it.`,
    };
  }
  if (UPWARDS.test(path)) return { path, refusal: 'Its path leads out of the folder. Pack it again without “..”.' };
  return { path, refusal: path === '' ? 'It has no name. Give it one.' : null };
}
