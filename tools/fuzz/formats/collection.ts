/** A zip of an exported collection: its pictures, its landmarks and `mien.json`, whose checksums fit what was changed. */

import { createHash } from 'node:crypto';
import { LANDMARK_BYTES, LANDMARKS_FILE, PROJECT_FILE } from '../../../src/data/projectFile.ts';
import type { Sample } from '../../../src/data/schema.ts';
import { gather } from '../../../src/vision/import/gather.ts';
import { createReport } from '../../../src/vision/import/report.ts';
import {
  filesOfExport,
  openProject,
  type Restorer,
  restoreProject,
} from '../../../src/vision/import/restoreProject.ts';
import { bytesOf, fieldOf, listOf, textOf } from '../draft.ts';
import type { Format, Reading } from '../format.ts';
import { Fault } from '../judge.ts';
import { entry, zipOf } from '../zipFile.ts';
import { project } from './project.ts';

/** A JPEG by its header, of the sides that are stored. */
const jpeg = (more: string) =>
  new Uint8Array(
    Buffer.from(`\xff\xd8\xff\xc0\0\x0b\x08\0\xa0\0\xa0\x01\x01\x11\0\xff\xda\0\x02${more}\xff\xd9`, 'latin1'),
  );

const pictures = { 'Smile/000001.jpg': jpeg('one'), 'unlabelled/000002.jpg': jpeg('two') };

const draft = {
  project,
  files: [
    ...Object.entries(pictures).map(([name, data]) => entry(name, data)),
    { ...entry(LANDMARKS_FILE, new Uint8Array(LANDMARK_BYTES)), method: 0 },
  ],
};

/** The account with the checksums of the pictures that lie beside it. */
function account(tree: unknown): unknown {
  const sums = new Map(
    listOf(fieldOf(tree, 'files')).map((file) => [
      textOf(fieldOf(file, 'name')),
      createHash('sha256')
        .update(bytesOf(fieldOf(file, 'data')))
        .digest('hex'),
    ]),
  );
  for (const record of listOf(fieldOf(fieldOf(tree, 'project'), 'samples'))) {
    const sum = sums.get(textOf(fieldOf(record, 'image')));
    const stated = fieldOf(record, 'sha256');
    if (sum && (stated === '0'.repeat(64) || stated === 'f'.repeat(64)))
      Object.assign(record as object, { sha256: sum });
  }
  return fieldOf(tree, 'project');
}

/** Takes a collection in as the store's keeper does, and holds it. */
function holder(): Restorer & { samples: Omit<Sample, 'classId'>[] } {
  const samples: Omit<Sample, 'classId'>[] = [];
  return {
    samples,
    has: (id) => samples.some((sample) => sample.id === id),
    keepClass: ({ id }) => id,
    keepSplit: () => true,
    add: async (sample) => {
      samples.push(sample);
    },
  };
}

export const format: Format = {
  name: 'collection',
  door: 'openProject, restoreProject',
  drafts: [draft],
  encode: (tree) => zipOf([...listOf(fieldOf(tree, 'files')), entry(PROJECT_FILE, account(tree))]),
  torn: true,
  read: async (bytes) => {
    const { items, skipped } = await gather([{ path: 'a.zip', file: new Blob([bytes]) }]);
    const refusals = skipped.map(({ reason }) => reason);
    const manifest = items.find(({ kind }) => kind === 'project');
    if (!manifest) return { value: null, refusals: [...refusals, NO_PROJECT] };
    const opened = await openProject(manifest, items);
    if (typeof opened === 'string') {
      return { value: filesOfExport(manifest, items).map(({ path }) => path), refusals: [...refusals, opened] };
    }
    const { value, refusals: more } = await restored(opened);
    return { value, refusals: [...refusals, ...more] };
  },
  shell: /^This is not a zip|^The directory of this zip|^It holds no collection|^mien\.json is damaged\. Export/,
  room: { bytes: 16e6, perByte: 256 },
};

const NO_PROJECT = 'It holds no collection of its own.';

async function restored(opened: Exclude<Awaited<ReturnType<typeof openProject>>, string>): Promise<Reading> {
  const keeper = holder();
  const report = createReport(() => {});
  await restoreProject(opened, keeper, report, new AbortController().signal);
  const refusals = report.skipped.map(({ reason }) => reason);
  const { entries, project: read } = opened;
  // What was refused is not in the store by half: each entry is taken, or told of.
  if (keeper.samples.length + refusals.length < entries.length) throw new Fault('an entry is lost without a word');
  return { value: [read.classes, read.split, keeper.samples], refusals };
}
