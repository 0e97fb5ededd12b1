/** A table of labels, and the files that its rows mean. */

import type { Item } from '../../../src/vision/import/gather.ts';
import { labelOf } from '../../../src/vision/import/label.ts';
import { lookupIn } from '../../../src/vision/import/matchRows.ts';
import { readTable } from '../../../src/vision/import/table.ts';
import { bytesOf, fieldOf, joined, listOf, textOf } from '../draft.ts';
import { type Format, ROOM } from '../format.ts';

const OPTIONS = { classId: null, person: 'p', session: 's', multiView: true, framesPerSecond: 5, clipSeconds: null };

const item = (path: string): Item => ({ path, root: 'a.zip', kind: 'picture', size: 1, read: async () => new Blob() });
const find = lookupIn(['a.zip/1.jpg', 'a.zip/Joy/2.jpg', 'a.zip/Joy/1.jpg', 'a.zip/Anger/3.jpg'].map(item));

const NOTHING = new Uint8Array();
const draft = (mark: Uint8Array, between: string, rows: string[][]) => ({ mark, between, end: '\r\n', rows });

export const format: Format = {
  name: 'table',
  door: 'readTable, lookupIn, labelOf',
  drafts: [
    draft(NOTHING, ',', [
      ['path', 'label', 'valence', 'arousal', 'intensity', 'person', 'session'],
      ['1.jpg', 'joy', '0.5', '-0.25', '1', 'Ada', 'monday'],
      ['Joy/2.jpg', '"a ""word"", and more"', '0,5', '', '0', 'Ben', ''],
    ]),
    draft(Uint8Array.of(0xef, 0xbb, 0xbf), ';', [
      ['File', 'Class'],
      ['Anger/3.jpg', 'anger'],
    ]),
    draft(NOTHING, '\t', [
      ['image', 'expression', 'subject'],
      ['..\\x.jpg', 'fear', 'constructor'],
    ]),
  ],
  encode: (tree) => {
    const between = textOf(fieldOf(tree, 'between'));
    const lines = listOf(fieldOf(tree, 'rows')).map((row) => listOf(row).map(textOf).join(between));
    return joined([bytesOf(fieldOf(tree, 'mark')), bytesOf(lines.join(textOf(fieldOf(tree, 'end'))))]);
  },
  torn: true,
  read: (bytes) => {
    const rows = readTable(bytes);
    if (typeof rows === 'string') return { value: null, refusals: [rows] };
    const refusals: string[] = [];
    const value = rows.map(({ row, problem }) => {
      const found = row.path === '' ? (problem ?? '') : find('a.zip/labels.csv', row.path);
      // As readTables puts it.
      if (typeof found === 'string') refusals.push(`Line ${row.line}: ${found}`);
      else if (problem) refusals.push(`Line ${row.line}: ${problem}`);
      return [row, typeof found === 'string' ? null : labelOf(found, row, null, OPTIONS)];
    });
    return { value, refusals };
  },
  shell: /not a table in text form/,
  room: { ...ROOM, perByte: 512 },
};
