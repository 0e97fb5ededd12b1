/** Writes its part into docs/results/reliability.md and leaves the other parts as they are. Measures nothing. */

import { readFileSync, writeFileSync } from 'node:fs';

const FILE = 'docs/results/reliability.md';

/** Each stands between marks of its name. */
export type Part = 'fuzz' | 'seeded' | 'kills' | 'soak';

/** @throws Error where the file has no place for the part */
export function writePart(part: Part, markdown: string): void {
  writeFileSync(FILE, withPart(readFileSync(FILE, 'utf8'), part, markdown));
}

/** The text with another content between the part's marks. */
export function withPart(text: string, part: Part, markdown: string): string {
  const [begin, end] = [`<!-- ${part} -->`, `<!-- /${part} -->`];
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${FILE} has no place for “${part}”.`);
  return `${text.slice(0, from + begin.length)}\n${markdown.trim()}\n${text.slice(to)}`;
}
