/** What the user gave to import: how many files of which kind, which folders, and what to call the sitting. Pure. */

import { type Kind, kindOf, nameOf, placeOf } from '../../data/fileKind.ts';
import { type Views, viewsOf } from '../../data/multiView.ts';
import { UNLABELLED } from '../../data/projectFile.ts';
import { count, megabytes } from '../parts/words.ts';

/** A file with its path below what was chosen or dropped: `holiday/Smile/a.jpg`. */
export type Given = { path: string; file: File };

/** By its ending, else by its type, as the import takes it: a pasted picture may lack a name, a dropped one its type. */
export const givenKind = ({ path, file }: Given): Kind => kindOf(path, file.type);

/** What is counted by itself; the rest are other files. */
const NOUNS: [Kind, string][] = [
  ['picture', 'picture'],
  ['zip', 'zip file'],
  ['table', 'table'],
  ['video', 'video'],
];
const OTHER = 'other file';

/** “1,204 pictures, 2 videos · 96.3 MB” */
export function described(files: Given[]): string {
  const nouns = files.map((given) => NOUNS.find(([kind]) => kind === givenKind(given))?.[1] ?? OTHER);
  const parts = [...NOUNS.map(([, noun]) => noun), OTHER].flatMap((noun) => {
    const n = nouns.filter((each) => each === noun).length;
    return n ? [count(n, noun)] : [];
  });
  return `${parts.join(', ')} · ${megabytes(files.reduce((sum, { file }) => sum + file.size, 0))}`;
}

/** The folder that directly holds the file; null where it lies in none. */
const folderOf = (path: string): string | null => nameOf(placeOf(path)) || null;

/** Names of the folders that become classes: those that directly hold pictures, in the order of their first picture. */
export function foldersOf(files: Given[]): string[] {
  const pictures = files.filter((given) => givenKind(given) === 'picture');
  return [...new Set(pictures.flatMap(({ path }) => folderOf(path) ?? []))].filter((name) => name !== UNLABELLED);
}

/** What the names of the pictures say of person, expression and angle; what zips hold is not known here. */
export const givenViews = (files: Given[]): Views =>
  viewsOf(files.flatMap((given) => (givenKind(given) === 'picture' ? [given.path] : [])));

/** A readable name for the sitting: the folder's or the only zip's or video's own, else the minute of the import. */
export function sessionName(files: Given[], now: Date): string {
  const tops = new Set(files.map(({ path }) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : null)));
  const [top] = tops;
  if (tops.size === 1 && top) return top;
  const [only] = files;
  if (files.length === 1 && only && ['zip', 'video'].includes(givenKind(only))) return only.path.replace(/\.\w+$/, '');
  const day = now.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
  return `Import ${day} ${now.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}`;
}

/** Two pasted pictures may bear one name: later ones get a number, so that a path stands for one file. */
export function distinct(files: Given[]): Given[] {
  const taken = new Set<string>();
  return files.map(({ path, file }) => {
    let name = path;
    for (let n = 2; taken.has(name); n++) name = path.replace(/(\.\w+)?$/, ` (${n})$1`);
    taken.add(name);
    return { path: name, file };
  });
}
