/** What is said about a file's face: by its table, else by its folder, else by the import's options. Pure. */

import { nameOf, placeOf } from '../../data/fileKind.ts';
import { UNLABELLED } from '../../data/projectFile.ts';
import type { Sample } from '../../data/schema.ts';
import type { ImportOptions } from '../protocol.ts';
import type { Item } from './gather.ts';
import type { Row } from './table.ts';

/** A class by its id, or by its name, which may be new; null: none. */
export type ClassRef = { id: string } | { name: string } | null;

export type Label = { of: ClassRef } & Pick<Sample, 'valence' | 'arousal' | 'intensity' | 'person' | 'session'>;

export function labelOf(item: Item, row: Row | null, options: ImportOptions): Label {
  return {
    of: row?.label === undefined ? classByPath(item, options) : byName(row.label ?? ''),
    valence: row?.valence ?? null,
    arousal: row?.arousal ?? null,
    intensity: row?.intensity ?? null,
    person: row?.person ?? options.person,
    session: row?.session ?? options.session,
  };
}

/**
 * Teachable Machine packs an image project (`.tm`, which is a zip) without folders: beside `manifest.json` lie the
 * pictures as `<class>-!-<number>`. A class's own “samples” zip names its class nowhere: its pictures are loose.
 */
const TEACHABLE_MACHINE = /^(.+)-!-\d+(\.\w+)?$/;

function classByPath({ path, root }: Item, { classId }: ImportOptions): ClassRef {
  const folder = placeOf(path);
  const packed = root && TEACHABLE_MACHINE.exec(nameOf(path))?.[1];
  if (packed) return byName(packed);
  if (folder === root) return classId === null ? null : { id: classId };
  return byName(nameOf(folder));
}

/** As long as a name may be that is typed in. */
const LONGEST_NAME = 40;

/** A class of that name; none for an empty one and for the folder of what has no label. */
function byName(raw: string): ClassRef {
  const name = raw.replace(/\s+/g, ' ').trim();
  if (name === '' || name.toLowerCase() === UNLABELLED) return null;
  return { name: name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name };
}
