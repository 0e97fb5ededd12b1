/** Brings back an exported collection as it was: classes, samples with their ids, pictures byte for byte, split plan. */

import { startOf } from '../../data/fileKind.ts';
import {
  type Entry,
  EXPORTED,
  LANDMARK_BYTES,
  LANDMARKS_FILE,
  type Project,
  readEntry,
  readModelEntry,
  readProject,
} from '../../data/projectFile.ts';
import { LARGEST_MODEL_FILE } from '../../data/sharedModel.ts';
import { STORED_SIDE } from '../../math/faceCrop.ts';
import { sha256 } from '../../math/sha256.ts';
import { AppError } from '../../rpc/appError.ts';
import { readImageHeader } from '../imageHeader.ts';
import { type Item, readWords } from './gather.ts';
import type { Keeper } from './keeper.ts';
import type { Report } from './report.ts';

/** What takes a collection in. */
export type Restorer = Pick<Keeper, 'has' | 'keepClass' | 'keepSplit' | 'add'>;

export type OpenProject = {
  manifest: Item;
  project: Project;
  /** Its samples as they were read: a sentence for one that is damaged. */
  entries: (Entry | string)[];
  /** The files beside `mien.json`, by their path from there. */
  beside: Map<string, Item>;
  /** The files that it names: nothing else has to be done with them. */
  own: ReadonlySet<Item>;
};

/** An export's own account of itself, or why it cannot be read. */
export async function openProject(manifest: Item, items: Item[]): Promise<OpenProject | string> {
  const beside = filesBeside(manifest, items);
  try {
    const project = readProject(await (await manifest.read()).text());
    if (typeof project === 'string') return project;
    const entries = project.samples.map(readEntry);
    // Of damaged records, too: their pictures would else come in as new ones.
    const named = [
      ...project.samples.flatMap((record) => beside.get(String(Object(record).image)) ?? []),
      ...project.models.flatMap((record) => beside.get(String(Object(record).file)) ?? []),
    ];
    const landmarks = beside.get(LANDMARKS_FILE);
    return {
      manifest,
      project,
      entries,
      beside,
      own: new Set([manifest, ...(landmarks ? [landmarks] : []), ...named]),
    };
  } catch (thrown) {
    return readWords(thrown);
  }
}

/** Files in the folder of `mien.json` and below, by their path from there. */
function filesBeside(manifest: Item, items: Item[]): Map<string, Item> {
  const start = startOf(manifest.path);
  return new Map(
    items.filter(({ path }) => path.startsWith(start)).map((item) => [item.path.slice(start.length), item] as const),
  );
}

/** What an export whose account cannot be read most likely consists of; other files may lie beside it. */
export function filesOfExport(manifest: Item, items: Item[]): Item[] {
  const beside = [...filesBeside(manifest, items)];
  return beside.flatMap(([path, item]) => (item === manifest || EXPORTED.test(path) ? [item] : []));
}

/** Ends early, and softly, at the signal. @throws `storage` when the device takes no more */
export async function restoreProject(
  { manifest, project, entries, beside }: OpenProject,
  keeper: Restorer,
  report: Report,
  signal: AbortSignal,
): Promise<void> {
  const classIds = new Map(project.classes.map((record) => [record.id, keeper.keepClass(record)]));
  if (project.split && !keeper.keepSplit(project.split)) {
    report.skip(
      manifest.path,
      'Its split plan was left out, because there is one here already. Remove that one first.',
    );
  }
  await findModels(manifest, project, beside, classIds, report);
  const landmarksOf = await openLandmarks(manifest, beside.get(LANDMARKS_FILE), entries, report);
  for (const [i, entry] of entries.entries()) {
    if (signal.aborted) return;
    const item = typeof entry === 'string' ? undefined : beside.get(entry.image);
    const path = item?.path ?? `${manifest.path}, sample ${i + 1}`;
    report.at(path);
    try {
      if (typeof entry === 'string') throw refused(entry);
      const { sample } = entry;
      if (keeper.has(sample.id)) throw refused('It is already here.');
      const jpeg = await checkedPicture(item, entry.sha256);
      const landmarks = await landmarksOf(entry.landmarks);
      const classId = sample.classId === null ? null : classIds.get(sample.classId);
      await keeper.add(sample, classId ? { id: classId } : null, { jpeg, landmarks });
      report.added(1);
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.code === 'storage') throw thrown;
      report.skip(path, readWords(thrown));
    }
    report.advance(1);
  }
}

/** Whole models are handed on as they are: who keeps them looks into them. */
async function findModels(
  manifest: Item,
  { models }: Project,
  beside: ReadonlyMap<string, Item>,
  classIds: ReadonlyMap<string, string>,
  report: Report,
): Promise<void> {
  for (const [i, record] of models.entries()) {
    const entry = readModelEntry(record);
    const item = typeof entry === 'string' ? undefined : beside.get(entry.file);
    const path = item?.path ?? `${manifest.path}, model ${i + 1}`;
    try {
      if (typeof entry === 'string') throw refused(entry);
      if (!item) throw refused('Its file is missing from the export. Unpack or export it again.');
      if (item.size > LARGEST_MODEL_FILE) throw refused('It is larger than any model.');
      const file = await item.read();
      if ((await sha256(await file.arrayBuffer())) !== entry.sha256) {
        throw refused('It has changed since the export (its checksum is wrong). Take it from the original export.');
      }
      const classes = entry.classes.map((id) => classIds.get(id) ?? id);
      report.models.push({ path, id: entry.id, classes, file });
    } catch (thrown) {
      report.skip(path, readWords(thrown));
    }
  }
}

async function checkedPicture(item: Item | undefined, expected: string): Promise<Blob> {
  if (!item) throw refused('Its picture is missing from the export. Unpack or export it again.');
  const bytes = await (await item.read()).arrayBuffer();
  if ((await sha256(bytes)) !== expected) {
    throw refused(
      'Its picture has changed since the export (its checksum is wrong). Take it from the original export.',
    );
  }
  const header = readImageHeader(new Uint8Array(bytes));
  if (header?.format !== 'jpeg' || header.size?.width !== STORED_SIDE || header.size.height !== STORED_SIDE) {
    throw refused(`It is not a JPEG of ${STORED_SIDE} px. Import it as an ordinary picture.`);
  }
  return new Blob([bytes], { type: 'image/jpeg' });
}

/** Reads one face's landmarks at a time: all of them together may be too much for the memory. */
async function openLandmarks(
  manifest: Item,
  item: Item | undefined,
  entries: (Entry | string)[],
  report: Report,
): Promise<(row: number | null) => Promise<Float32Array | null>> {
  const rows = Math.max(0, ...entries.map((entry) => (typeof entry === 'string' ? 0 : (entry.landmarks ?? -1) + 1)));
  if (rows === 0) return async () => null;
  try {
    if (!item) throw refused('It is missing.');
    const all = await item.read();
    if (all.size < rows * LANDMARK_BYTES) throw refused('It is incomplete.');
    return async (row) => {
      if (row === null) return null;
      const bytes = await all.slice(row * LANDMARK_BYTES, (row + 1) * LANDMARK_BYTES).arrayBuffer();
      const landmarks = new Float32Array(bytes);
      if (!landmarks.every(Number.isFinite)) throw refused('Its landmarks are damaged. Export it again.');
      return landmarks;
    };
  } catch (thrown) {
    const path = item?.path ?? `${startOf(manifest.path)}${LANDMARKS_FILE}`;
    report.skip(path, `${readWords(thrown)} The faces come in without their landmarks.`);
    return async () => null;
  }
}

const refused = (message: string): AppError => new AppError('bad-input', message);
