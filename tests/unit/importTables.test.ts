/** Tables of labels are read whatever wrote them, and each row finds its own file or none. */

import { describe, expect, it } from 'vitest';
import { cleanPath, kindOf } from '../../src/data/fileKind.ts';
import type { Item } from '../../src/vision/import/gather.ts';
import { labelOf } from '../../src/vision/import/label.ts';
import { lookupIn } from '../../src/vision/import/matchRows.ts';
import { readTable } from '../../src/vision/import/table.ts';

const OPTIONS = { classId: null, person: 'p', session: 's', multiView: true, framesPerSecond: 5, clipSeconds: null };
const item = (path: string, root = ''): Item => ({
  path,
  root,
  kind: 'picture',
  size: 1,
  read: async () => new Blob(),
});
const bytes = (text: string) => new TextEncoder().encode(text);

describe('a table', () => {
  it.each([
    ['with a mark', '\ufeffPath,Label\n'],
    ['with spaces', ' path , label \n'],
    ['of another word', 'IMAGE,expression\n'],
  ])('has its columns found: %s', (_, header) => {
    expect(readTable(bytes(`${header}a.jpg,joy\n`))).toMatchObject([
      { row: { line: 2, path: 'a.jpg', label: 'joy' }, problem: null },
    ]);
  });

  it('in the letters of old spreadsheets is read', () => {
    const latin = Uint8Array.from([...bytes('path,label\na.jpg,'), 0xe9, 0x74, 0xe9]);
    expect(readTable(latin)).toMatchObject([{ row: { label: 'été' } }]);
  });

  it('without a column of labels leaves them to the folders; with an empty one there is none', () => {
    const said = (table: string) => {
      const rows = readTable(bytes(table));
      if (typeof rows === 'string') throw new Error(rows);
      return labelOf(item('Joy/a.jpg'), rows[0]!.row, null, OPTIONS).of;
    };
    expect(said('path,valence\na.jpg,1\n')).toEqual({ name: 'Joy' });
    expect(said('path,label\na.jpg,\n')).toBeNull();
    expect(said('path,label\na.jpg, Fear \n')).toEqual({ name: 'Fear' });
  });

  it.each(['NaN', 'Infinity', '1.01', '-2', '1e3', 'x'])('refuses %s as a valence', (value) => {
    expect(readTable(bytes(`path,valence\na.jpg,${value}\n`))).toMatchObject([
      { problem: expect.stringContaining(value) },
    ]);
  });
});

describe('a row', () => {
  const find = lookupIn([
    item('set.zip/data/Joy/1.jpg', 'set.zip'),
    item('set.zip/data/Sad/1.jpg', 'set.zip'),
    item('set.zip/data/Sad/2.jpg', 'set.zip'),
    item('set.zip/other/2.jpg', 'set.zip'),
    item('3.JPG'),
  ]);
  const path = (table: string, row: string) => {
    const found = find(table, row);
    return typeof found === 'string' ? found.split('.')[0] : found.path;
  };

  it.each([
    ['Joy/1.jpg', 'set.zip/data/Joy/1.jpg'],
    ['Joy\\1.jpg', 'set.zip/data/Joy/1.jpg'],
    ['./sad/1.JPG', 'set.zip/data/Sad/1.jpg'],
    ['/home/me/data/Joy/1.jpg', 'set.zip/data/Joy/1.jpg'],
    ['C:\\pictures\\3.jpg', '3.JPG'],
    ['2.jpg', 'set.zip/data/Sad/2.jpg'],
    ['1.jpg', 'Several files end in this path'],
    // Never a file of the same name in another folder: its label would be wrong.
    ['Fear/1.jpg', 'There is no such file among those given'],
    ['4.jpg', 'There is no such file among those given'],
  ])('%s means %s', (row, expected) => {
    expect(path('set.zip/data/labels.csv', row)).toBe(expected);
  });
});

describe('a path', () => {
  it.each([
    ['a\\b\\c.jpg', 'a/b/c.jpg'],
    ['/etc/a.jpg', 'etc/a.jpg'],
    ['C:\\a.jpg', 'a.jpg'],
    ['./a//b/./c.jpg', 'a/b/c.jpg'],
    ['a\u0000\u202e.jpg', 'a.jpg'],
    ['Cafe\u0301/a.jpg', 'Caf\u00e9/a.jpg'],
  ])('%j becomes %s', (raw, path) => {
    expect(cleanPath(raw)).toEqual({ path, refusal: null });
  });

  it.each(['../a.jpg', 'a/../../b.jpg', '..\\a.jpg', `${'x'.repeat(1001)}`, ''])('%j is refused', (raw) => {
    expect(cleanPath(raw).refusal).toMatch(/^It/);
  });

  it('tells the kind, and a type does where it does not', () => {
    expect(['a.JPEG', 'b.mov', 'c.csv', 'd.tm', 'mien.json', 'e.txt', 'f', 'g.7z'].map((name) => kindOf(name))).toEqual(
      ['picture', 'video', 'table', 'zip', 'project', 'other', 'picture', 'archive'],
    );
    expect(kindOf('blob.x', 'video/mp4')).toBe('video');
  });
});
