/** Which file a table's row means. Paths only: it reads nothing. */

import { cleanPath, nameOf, startOf } from '../../data/fileKind.ts';
import type { Item } from './gather.ts';

/** The files by the last step of their path, for looking up many rows. */
export type Lookup = (tablePath: string, rowPath: string) => Item | string;

/**
 * A lookup that answers with the file, or says why there is none. A row's path counts from the table's folder, or is
 * the end of the file's path; and where less was given than the row says, the file's path may be the end of the row's.
 */
export function lookupIn(items: Item[]): Lookup {
  const byName = new Map<string, Item[]>();
  for (const item of items) {
    const name = nameOf(item.path).toLowerCase();
    const alike = byName.get(name);
    if (alike) alike.push(item);
    else byName.set(name, [item]);
  }
  return (tablePath, rowPath) => {
    const { path, refusal } = cleanPath(rowPath);
    if (refusal) return refusal;
    const wanted = path.toLowerCase();
    const start = startOf(tablePath);
    const named = byName.get(nameOf(wanted)) ?? [];
    const near = named.filter((item) => item.path.startsWith(start));
    const below = (item: Item) => item.path.slice(start.length).toLowerCase();
    const ways = [
      near.filter((item) => below(item) === wanted),
      near.filter((item) => fits(below(item), wanted)),
      named.filter((item) => fits(inside(item), wanted)),
    ];
    const [match, ...more] = ways.find(({ length }) => length > 0) ?? [];
    if (!match) return 'There is no such file among those given. Add it, or correct its path in the table.';
    return more.length === 0 ? match : 'Several files end in this path. Write their folders into the table, too.';
  };
}

/** The path as the table's writer may know it, without the zip it came in. */
const inside = ({ path, root }: Item): string => (root ? path.slice(root.length + 1) : path).toLowerCase();

const fits = (a: string, b: string): boolean => a === b || a.endsWith(`/${b}`) || b.endsWith(`/${a}`);
