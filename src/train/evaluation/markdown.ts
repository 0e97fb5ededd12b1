/** Pieces of Markdown that reports are made of. Knows no report. */

export function table(head: readonly string[], rows: readonly string[][]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Class names are the user's: what Markdown or HTML would read as its own is made plain. */
export const escaped = (text: string): string => text.replace(/[\\|`*_[\]<>#]/g, '\\$&').replace(/\s+/g, ' ');
