/** Serves the rendered actors' sets with a few of their people: a test that trains need not wait for thousands of faces. */

import { readFileSync } from 'node:fs';
import { unzipSync, zipSync } from 'fflate';
import type { BrowserContext } from 'playwright-core';
import type { ActorIndex } from '../../src/data/actorIndex.ts';
import {
  type Entry,
  LANDMARK_BYTES,
  LANDMARKS_FILE,
  PROJECT_FILE,
  readEntry,
  readProject,
  writeProject,
} from '../../src/data/projectFile.ts';

const FOLDER = 'public/samples/actors';

/** The part of a set that shows these people, as the export that the whole is; its faces keep their order. */
function excerpt(id: string, people: readonly string[]): Buffer {
  const files = unzipSync(new Uint8Array(readFileSync(`${FOLDER}/${id}.zip`)));
  const project = readProject(Buffer.from(files[PROJECT_FILE]!).toString('utf8'));
  if (typeof project === 'string') throw new Error(project);
  const kept = project.samples
    .map((value) => readEntry(value) as Entry)
    .filter(({ sample }) => people.includes(sample.person));
  const rows = kept.map(({ landmarks }) =>
    files[LANDMARKS_FILE]!.subarray(LANDMARK_BYTES * landmarks!, LANDMARK_BYTES * (landmarks! + 1)),
  );
  const entries = kept.map((entry, landmarks) => ({ ...entry, landmarks }));
  const shown = new Set(kept.map(({ sample }) => sample.classId));
  const classes = project.classes.filter(({ id: classId }) => shown.has(classId));
  const text = writeProject(classes, project.split, entries).join('');
  const pictures = kept.map(({ image }) => [image, files[image]!] as const);
  const parts = {
    ...Object.fromEntries(pictures),
    [LANDMARKS_FILE]: Buffer.concat(rows),
    [PROJECT_FILE]: Buffer.from(text),
  };
  return Buffer.from(zipSync(parts, { level: 0 }));
}

/** From now on the page is given only these people of a set, and an index that says so. */
export async function serveExcerpt(context: BrowserContext, id: string, people: readonly string[]): Promise<void> {
  const zip = excerpt(id, people);
  const index = JSON.parse(readFileSync(`${FOLDER}/index.json`, 'utf8')) as ActorIndex;
  const sets = index.sets.map((set) => (set.id === id ? { ...set, people: people.length, bytes: zip.length } : set));
  await context.route(`**/samples/actors/${id}.zip`, (route) =>
    route.fulfill({ body: zip, contentType: 'application/zip' }),
  );
  await context.route('**/samples/actors/index.json', (route) => route.fulfill({ json: { ...index, sets } }));
}
