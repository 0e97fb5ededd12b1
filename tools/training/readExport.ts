/** Reads an export of the page by the rules of the page's own import, into memory. Knows no zip and no model. */

import { byAge, byOrder, type Collection } from '../../src/data/change.ts';
import { AppError } from '../../src/rpc/appError.ts';
import type { Item } from '../../src/vision/import/gather.ts';
import { createReport } from '../../src/vision/import/report.ts';
import { openProject, type Restorer, restoreProject } from '../../src/vision/import/restoreProject.ts';
import type { OpenData } from './openData.ts';
import { storedWide } from './pictures.ts';

/** @throws `bad-input` where the export's own account cannot be read */
export async function readExport(
  manifest: Item,
  items: Item[],
  side: number,
  say: (line: string) => void,
): Promise<OpenData> {
  const project = await openProject(manifest, items);
  if (typeof project === 'string') throw new AppError('bad-input', project);
  const collection: Collection = { classes: [], samples: [], split: null };
  const crops = new Map<string, Uint8Array>();
  const landmarks = new Map<string, Float32Array>();
  const keeper: Restorer = {
    has: (id) => crops.has(id),
    keepClass: (record) => {
      collection.classes.push(record);
      return record.id;
    },
    keepSplit: (plan) => {
      collection.split = plan;
      return true;
    },
    add: async (sample, of, { jpeg, landmarks: mesh }) => {
      crops.set(sample.id, await storedWide(new Uint8Array(await jpeg.arrayBuffer()), side));
      if (mesh) landmarks.set(sample.id, mesh);
      collection.samples.push({ ...sample, classId: of && 'id' in of ? of.id : null });
    },
  };
  const report = createReport(() => {});
  await restoreProject(project, keeper, report, new AbortController().signal);
  for (const { path, reason } of report.skipped) say(`Left out ${path}: ${reason}`);
  collection.classes.sort(byOrder);
  collection.samples.sort(byAge);
  return { collection, crops, landmarks };
}
