/** Brings files of every kind into the store, one after the other: what is bad is left out with its reason. */

import { loadCollection } from '../../data/collection.ts';
import { type Views, viewsOf } from '../../data/multiView.ts';
import { AppError } from '../../rpc/appError.ts';
import type { Context } from '../../rpc/protocol.ts';
import type { Shared } from '../engine.ts';
import type { GivenFile, ImportOptions, ImportProgress, ImportSummary } from '../protocol.ts';
import { addPicture } from './addPicture.ts';
import { addVideo } from './addVideo.ts';
import { gather, type Item } from './gather.ts';
import { createKeeper, type Keeper } from './keeper.ts';
import { labelOf } from './label.ts';
import { createReport, type Report } from './report.ts';
import { filesOfExport, type OpenProject, openProject, restoreProject } from './restoreProject.ts';
import { readTables } from './tables.ts';

export type Task = { shared: Shared; options: ImportOptions; signal: AbortSignal; keeper: Keeper; report: Report };

/** See `import` in vision/protocol.ts. */
export async function importFiles(
  shared: Shared,
  { files, options }: { files: GivenFile[]; options: ImportOptions },
  { signal, report: send }: Context<ImportProgress>,
): Promise<ImportSummary> {
  const stored = await loadCollection();
  if (options.classId !== null && !stored.classes.some(({ id }) => id === options.classId)) {
    throw new AppError('bad-input', 'The class that was chosen for the pictures is gone. Choose another one.');
  }
  const keeper = createKeeper(stored);
  const report = createReport(send);
  let full = false;
  try {
    await importAll(files, { shared, options, signal, keeper, report });
    await keeper.flush();
  } catch (thrown) {
    if (!(thrown instanceof AppError && thrown.code === 'storage')) throw thrown;
    full = true;
    for (const { file, id } of keeper.waiting()) report.skip(file ?? id, `It was not stored. ${thrown.message}`);
  }
  return {
    change: keeper.written,
    skipped: report.skipped,
    stopped: full || signal.aborted,
    views: report.views(),
    films: report.films,
    models: report.models,
  };
}

async function importAll(files: GivenFile[], task: Task): Promise<void> {
  const { signal, keeper, report } = task;
  const { items, skipped } = await gather(files, signal);
  for (const { path, reason } of skipped) report.skip(path, reason);
  const projects = await openProjects(items, report);
  const rest = items.filter((item) => !projects.done.has(item));
  const { rowOf, refused } = await readTables(rest, report);
  const wanted = rest.filter((item) => !refused.has(item) && worthReading(item, report));
  const views = task.options.multiView ? viewsOfPictures(wanted) : null;
  if (views) report.reading(views);
  report.expect(wanted.length + projects.open.reduce((sum, { entries }) => sum + entries.length, 0));

  for (const project of projects.open) await restoreProject(project, keeper, report, signal);
  for (const item of wanted) {
    if (signal.aborted) return;
    report.at(item.path);
    const said = labelOf(item, rowOf.get(item) ?? null, views?.get(item.path) ?? null, task.options);
    if (item.kind === 'video') await addVideo(item, said, Boolean(rowOf.get(item)?.person), task);
    else {
      await addPicture(item, said, task);
      report.advance(1);
    }
  }
}

const viewsOfPictures = (items: Item[]): Views =>
  viewsOf(items.flatMap(({ kind, path }) => (kind === 'picture' ? [path] : [])));

async function openProjects(items: Item[], report: Report): Promise<{ open: OpenProject[]; done: ReadonlySet<Item> }> {
  const open: OpenProject[] = [];
  const done = new Set<Item>();
  for (const manifest of items.filter(({ kind }) => kind === 'project')) {
    const project = await openProject(manifest, items);
    if (typeof project === 'string') {
      report.skip(manifest.path, `${project} Its pictures are left out.`);
      for (const item of filesOfExport(manifest, items)) done.add(item);
    } else {
      open.push(project);
      for (const item of project.own) done.add(item);
    }
  }
  return { open, done };
}

const REASONS = {
  zip: 'A zip within a zip is not read. Unpack it first.',
  archive: 'Of packed files only zips are read. Unpack it and give the folder.',
  model: 'A model is opened by itself: drop it alone.',
  other: 'It is no picture, video, table or zip.',
};

function worthReading({ kind, path, root }: Item, report: Report): boolean {
  if (kind === 'picture' || kind === 'video') return true;
  // Of a Teachable Machine project: settings, which have no meaning here.
  if (root && path === `${root}/manifest.json`) return false;
  if (kind === 'zip' || kind === 'archive' || kind === 'model' || kind === 'other') report.skip(path, REASONS[kind]);
  return false;
}
