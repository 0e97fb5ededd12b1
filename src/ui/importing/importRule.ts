/** How the labels of what was given come about, in sentences. Pure. */

import { countViews, type Views } from '../../data/multiView.ts';
import { PROJECT_FILE } from '../../data/projectFile.ts';
import { foldersOf, type Given, givenKind } from './given.ts';
import { viewWords } from './viewWords.ts';

/** @param views what the files' names say; null where names are not read */
export function importRule(files: Given[], views: Views | null): string {
  if (files.some(({ path }) => path.endsWith(PROJECT_FILE))) return 'An export of Mien: everything in it comes back.';
  const kinds = new Set(files.map(givenKind));
  const folders = foldersOf(files.filter(({ path }) => !views?.has(path)));
  const rules: string[] = [];
  if (views && views.size > 0) rules.push(viewWords(countViews(views)));
  if (folders.length > 0) {
    const shown = folders.slice(0, 3).map((name) => `“${name}”`);
    const more = folders.length > 3 ? ` and ${folders.length - 3} more` : '';
    rules.push(`Each folder of${views?.size ? ' other' : ''} pictures becomes a class: ${shown.join(', ')}${more}.`);
  } else if (kinds.has('zip')) rules.push('Each folder of pictures in a zip becomes a class.');
  if (kinds.has('zip')) rules.push('A zip that was exported here brings everything back.');
  if (kinds.has('table')) rules.push('A table names the class of each of its pictures.');
  if (kinds.has('other')) rules.push('Other files are left out.');
  return rules.join(' ');
}
