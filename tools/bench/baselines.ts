/**
 * Measures the baselines on shared face crops: npm run bench:baselines -- [--minutes N] [--data FOLDER] [--table].
 * Goes on where it was ended; `--table` only makes docs/results/baselines.md from the lines that are there.
 */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Sample } from '../../src/data/schema.ts';
import { AppError } from '../../src/rpc/appError.ts';
import { averages, countConfusion } from '../../src/train/evaluation/confusion.ts';
import { memoryStore } from '../training/memoryStore.ts';
import { framedWide } from '../training/pictures.ts';
import { startModel } from '../training/startModel.ts';
import { allCells, chosenSetting, keyOf, type Line, type Result, type Trial } from './cells.ts';
import { drawFaces, type Faces, labelOf, type Part, readFaces } from './faces.ts';
import { appendLine, readLines } from './lines.ts';
import { CLASSES } from './protocol.ts';
import { baselinesMarkdown } from './table.ts';
import { runCell } from './trainCell.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const LINES = here('../../docs/results/baselines.jsonl');
const TABLE = here('../../docs/results/baselines.md');
const DATA = here('../../../shared/data/lfw-expressions');

export async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { minutes: { type: 'string' }, data: { type: 'string' }, table: { type: 'boolean' } },
  });
  const minutes = values.minutes === undefined ? Number.POSITIVE_INFINITY : Number(values.minutes);
  if (!(minutes > 0)) throw new AppError('bad-input', '--minutes takes a number above 0.');
  if (!values.table) await measure(values.data ?? DATA, minutes);
  await writeFile(TABLE, baselinesMarkdown(readLines(LINES), allCells().length));
  console.error(`The table is in ${TABLE}.`);
}

/** Runs what is missing, in order; a run that by earlier ones would not end in time is passed over. */
async function measure(folder: string, minutes: number): Promise<void> {
  const begun = performance.now();
  const faces = { evaluate: await readFaces(folder, 'evaluate'), pretrain: await readFaces(folder, 'pretrain') };
  const { weights } = await startModel('wasm');
  const side = weights.base.topology.inputSize;
  const lines = readLines(LINES);
  const done = new Set(lines.map(keyOf));
  const cells = allCells();
  /** Crops and features of one draw at a time. */
  let drawn: { key: string; store: ReturnType<typeof memoryStore>; crops: Map<string, Uint8Array> } | undefined;

  for (const cell of cells.filter((each) => !done.has(keyOf(each)))) {
    const expected = expectedMs(cell, lines);
    if (expected > 60_000 * minutes - (performance.now() - begun)) continue;
    const setting = settingOf(cell, lines);
    if (setting === null) continue;
    const part: Part = cell.kind === 'trial' ? 'pretrain' : 'evaluate';
    const chosen = drawFaces(faces[part], cell.labels, cell.seed);
    const key = JSON.stringify([part, cell.seed, cell.start]);
    if (drawn?.key !== key) {
      const crops = new Map<string, Uint8Array>();
      drawn = { key, crops, store: memoryStore(crops) };
    }
    await readCrops(folder, chosen, drawn.crops, side);
    const { answers, ...outcome } = await runCell(weights, drawn.store, cell, setting, chosen);
    const confusion = countConfusion(
      chosen.judged.map((sample) => labelOf(sample)),
      answers,
      CLASSES.length,
    );
    const line: Line = {
      ...cell,
      setting,
      labelled: byClass(chosen.labelled),
      unlabelled: cell.method === 'simclr' ? chosen.unlabelled.length : 0,
      judged: byClass(chosen.judged),
      ...averages(confusion, CLASSES.length),
      confusion: [...confusion],
      ...outcome,
    };
    appendLine(LINES, line);
    lines.push(line);
    const left = cells.length - lines.length;
    console.error(
      `${keyOf(line)}: ${line.balancedAccuracy.toFixed(3)} in ${(line.ms / 1000).toFixed(1)} s; ${left} left`,
    );
  }
}

/** Null where a trial that it depends on is missing. */
const settingOf = (cell: Trial | Result, lines: readonly Line[]): number | null =>
  cell.kind === 'trial' ? cell.setting : chosenSetting(cell, lines);

/** The mean of what such runs took; 0 where none was timed yet, so that one is. */
function expectedMs({ start, scope, method }: Trial | Result, lines: readonly Line[]): number {
  const alike = lines.filter((line) => line.start === start && line.scope === scope && line.method === method);
  return alike.reduce((sum, { ms }) => sum + ms, 0) / Math.max(1, alike.length);
}

async function readCrops(folder: string, faces: Faces, crops: Map<string, Uint8Array>, side: number): Promise<void> {
  for (const { id, file } of [...faces.labelled, ...faces.unlabelled, ...faces.judged]) {
    if (!crops.has(id)) crops.set(id, await framedWide(await readFile(join(folder, 'images', file ?? '')), side));
  }
}

const byClass = (samples: readonly Sample[]): number[] =>
  CLASSES.map((name) => samples.filter(({ classId }) => classId === name).length);
