/** What the tables among the files say about the others. */

import { startOf } from '../../data/fileKind.ts';
import { type Item, readWords } from './gather.ts';
import { lookupIn } from './matchRows.ts';
import type { Report } from './report.ts';
import { type CheckedRow, type Row, readTable } from './table.ts';

export type Tables = {
  rowOf: ReadonlyMap<Item, Row>;
  /** Left out, and reported: their rows are wrong, or the table beside them does not name them. */
  refused: ReadonlySet<Item>;
};

export async function readTables(items: Item[], report: Report): Promise<Tables> {
  const pictures = items.filter(({ kind }) => kind === 'picture' || kind === 'video');
  const find = lookupIn(pictures);
  const rowOf = new Map<Item, Row>();
  const refused = new Set<Item>();
  const folders: { start: string; table: string }[] = [];

  const take = ({ row, problem }: CheckedRow, table: string) => {
    const where = `${table}, line ${row.line}`;
    const item = row.path === '' ? (problem ?? '') : find(table, row.path);
    if (typeof item === 'string') return report.skip(row.path || where, `${where}: ${item}`);
    if (rowOf.has(item)) return report.skip(item.path, `${where} names this picture again; its first line counts.`);
    rowOf.set(item, row);
    if (!problem) return;
    refused.add(item);
    report.skip(item.path, `${where}: ${problem}`);
  };

  for (const table of items.filter(({ kind }) => kind === 'table')) {
    const rows = await rowsOf(table);
    if (typeof rows === 'string') report.skip(table.path, rows);
    else {
      for (const row of rows) take(row, table.path);
      folders.push({ start: startOf(table.path), table: table.path });
    }
  }
  for (const item of pictures) {
    const beside = folders.find(({ start }) => item.path.startsWith(start));
    if (!beside || rowOf.has(item)) continue;
    refused.add(item);
    report.skip(item.path, `The table ${beside.table} does not name it. Add a row, or import it without the table.`);
  }
  return { rowOf, refused };
}

async function rowsOf(table: Item): Promise<CheckedRow[] | string> {
  try {
    return readTable(new Uint8Array(await (await table.read()).arrayBuffer()));
  } catch (thrown) {
    return readWords(thrown);
  }
}
