/** What is said about a file's face: by its table, else by its name, else by its folder, else by the import's options. Pure. */

import { nameOf, placeOf } from '../../data/fileKind.ts';
import { momentOf, type View } from '../../data/multiView.ts';
import { UNLABELLED } from '../../data/projectFile.ts';
import type { ClassRef, ImportOptions, Said } from '../protocol.ts';
import type { Item } from './gather.ts';
import type { Row } from './table.ts';

/** @param view what its name says, where names are read */
export function labelOf(item: Item, row: Row | null, view: View | null, options: ImportOptions): Said {
  const person = row?.person ?? view?.person ?? options.person;
  const session = row?.session ?? [options.session, view?.session ?? ''].join(' ').trim();
  const named = view ? byName(view.expression) : classByPath(item, options);
  return {
    of: row?.label === undefined ? named : byName(row.label ?? ''),
    valence: row?.valence ?? null,
    arousal: row?.arousal ?? null,
    intensity: row?.intensity ?? null,
    person,
    session,
    moment: view && momentOf({ ...view, person }, session),
    yaw: view?.yaw ?? null,
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
