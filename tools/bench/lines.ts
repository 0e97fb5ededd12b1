/** The measured lines in their file: one JSON object a cell, only ever added to. Knows no models. */

import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Line } from './cells.ts';

/** A line that a kill has cut short is passed over, and its cell is run again. */
export function readLines<L = Line>(file: string): L[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as L];
      } catch {
        return [];
      }
    });
}

/** Begins with a line break where the line before was cut short. */
export function appendLine(file: string, line: object): void {
  const cut = existsSync(file) && !/(^|\n)$/.test(readFileSync(file, 'utf8'));
  appendFileSync(file, `${cut ? '\n' : ''}${JSON.stringify(line)}\n`);
}
