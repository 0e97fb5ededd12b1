/**
 * Renders the training sets and their index: npm run actors:sets -- [SET…]; all of them without names.
 * Goes on where it was ended. Needs a build of the app (npm run build), whose own face models cut the faces.
 */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ActorIndex } from '../../src/data/actorIndex.ts';
import { AppError } from '../../src/rpc/appError.ts';
import { AFFECT_RULE } from './actionUnits.ts';
import { buildSet } from './sets/build.ts';
import { SETS } from './sets/catalogue.ts';
import { openFaceReader } from './sets/faces.ts';

const OUTPUT = 'public/samples/actors';
const INDEX = join(OUTPUT, 'index.json');

export async function main(args: string[]): Promise<void> {
  const unknown = args.find((name) => !SETS.some(({ id }) => id === name));
  if (unknown) throw new AppError('bad-input', `There is no set ${unknown}: ${SETS.map(({ id }) => id).join(', ')}.`);
  await mkdir(OUTPUT, { recursive: true });
  const index = await readIndex();
  const reader = await openFaceReader();
  try {
    for (const set of SETS.filter(({ id }) => args.length === 0 || args.includes(id))) {
      const { zip, found, ...counts } = await buildSet(set, reader);
      await writeFile(join(OUTPUT, `${set.id}.zip`), zip);
      const { id, title, text, methods } = set;
      const entry = { id, title, text, methods, ...counts, bytes: zip.length, found };
      // In the catalogue's order, whichever was made when.
      const others = new Map(index.sets.map((each) => [each.id, each]));
      others.set(id, entry);
      index.sets = SETS.flatMap((each) => others.get(each.id) ?? []);
      await writeFile(INDEX, `${JSON.stringify(index, null, 2)}\n`);
      console.log(`${id}: ${counts.samples} faces, ${zip.length} bytes, found ${JSON.stringify(found)}`);
    }
  } finally {
    await reader.close();
  }
}

async function readIndex(): Promise<ActorIndex> {
  const text = await readFile(INDEX, 'utf8').catch(() => null);
  return { affectRule: AFFECT_RULE, sets: text === null ? [] : (JSON.parse(text) as ActorIndex).sets };
}
