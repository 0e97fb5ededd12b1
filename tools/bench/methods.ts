/**
 * Compares the four methods: npm run bench:methods -- [--hours N] [--processes N] [--photos FOLDER] [--plan] [--table]
 * [--diagnose].
 * Plans its steps once (with --plan nothing more), goes on where it was ended, and writes docs/results/methods.md and
 * methods.json (with --table nothing else; with --diagnose it tries first what diagnostics.ts lists).
 */

import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { access, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Weights } from '../../src/model/weights.ts';
import { AppError } from '../../src/rpc/appError.ts';
import { memoryStore } from '../training/memoryStore.ts';
import { startModel } from '../training/startModel.ts';
import { appendLine, readLines } from './lines.ts';
import { allCells, armOf, chosenRate, GROUPS, keyOf, type Line, type Result, type Trial } from './methods/cells.ts';
import { type BenchData, drawOf, openBenchData } from './methods/data.ts';
import { DIAGNOSTICS, type Diagnosed, diagnosticKey } from './methods/diagnostics.ts';
import { type Plan, stepsFor, timeArms } from './methods/plan.ts';
import { DATA, type Data, METRICS, type Start } from './methods/protocol.ts';
import { runArm } from './methods/runArm.ts';
import { methodsJson, methodsMarkdown } from './methods/table.ts';
import { loadUnlabelledStart } from './unlabelledStart.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const LINES = here('../../docs/results/methods.jsonl');
const DIAGNOSED = here('../../docs/results/methods-diagnostics.jsonl');
const PLAN = here('../../docs/results/methods-plan.json');
const TABLE = here('../../docs/results/methods.md');
const JSON_FILE = here('../../docs/results/methods.json');
const PHOTOS = here('../../../shared/data/lfw-expressions');

export async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      hours: { type: 'string', default: '4' },
      processes: { type: 'string', default: `${Math.min(2, availableParallelism())}` },
      photos: { type: 'string', default: PHOTOS },
      share: { type: 'string' },
      plan: { type: 'boolean', default: false },
      table: { type: 'boolean', default: false },
      diagnose: { type: 'boolean', default: false },
    },
  });
  const [hours, processes] = [Number(values.hours), Number(values.processes)];
  if (!(hours > 0) || !(processes >= 1))
    throw new AppError('bad-input', '--hours and --processes take numbers above 0.');
  const { photos } = values;
  const { diagnose: tries } = values;
  if (values.share !== undefined) return (tries ? diagnose : measure)(Number(values.share), processes, photos);
  if (!values.table) {
    if (!existsSync(PLAN)) await plan(hours, processes, photos);
    if (values.plan) return;
    await inProcesses(processes, ['--photos', photos, ...(tries ? ['--diagnose'] : [])]);
  }
  const lines = readLines<Line>(LINES);
  const diagnosed = readLines<Diagnosed>(DIAGNOSED);
  await writeFile(TABLE, methodsMarkdown(lines, readPlan(), allCells().length, diagnosed));
  await writeFile(JSON_FILE, `${JSON.stringify(methodsJson(lines), null, 2)}\n`);
  console.error(`The tables are in ${TABLE}.`);
}

const readPlan = (): Plan => JSON.parse(readFileSync(PLAN, 'utf8'));

/** WebGPU where Node has it and it works, else wasm. */
async function startHere() {
  try {
    return { ...(await startModel('webgpu')), backend: 'webgpu' };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'no-backend') throw error;
    return { ...(await startModel('wasm')), backend: 'wasm' };
  }
}

async function plan(hours: number, processes: number, photos: string): Promise<void> {
  const { weights, backend } = await startHere();
  const msPerStep: Plan['msPerStep'] = {};
  for (const data of await available(photos)) {
    msPerStep[data] = await timeArms(
      weights,
      backend,
      data,
      await openBenchData(data, weights.base.topology.inputSize, photos),
    );
    console.error(`${data}: ${JSON.stringify(msPerStep[data])} ms a step`);
  }
  const made: Plan = { hours, processes, backend, steps: stepsFor(hours, processes, msPerStep), msPerStep };
  await writeFile(PLAN, `${JSON.stringify(made, null, 2)}\n`);
  console.error(`${made.steps} steps a run at scope last.`);
}

/** The data sets that are here: the photos are not everybody's. */
async function available(photos: string): Promise<readonly Data[]> {
  const found = await access(photos).then(
    () => true,
    () => false,
  );
  if (!found)
    console.error(`${photos} is not there, so nothing is measured on real faces; give its folder with --photos.`);
  return found ? DATA : DATA.filter((data) => data !== 'photos');
}

async function inProcesses(processes: number, further: string[]): Promise<void> {
  const codes = await Promise.all(
    Array.from({ length: processes }, (_, share) => {
      const own = ['--share', `${share}`, '--processes', `${processes}`, ...further];
      const child = spawn(process.execPath, [here('../run.mjs'), here('./methods.ts'), ...own], { stdio: 'inherit' });
      return new Promise<number>((ended) => child.once('exit', (code) => ended(code ?? 1)));
    }),
  );
  if (codes.some((code) => code !== 0)) {
    throw new AppError('internal', 'A process of the benchmark failed; what it says is above. Run it again to go on.');
  }
}

/** Runs what is missing of every `of`th group of cells, in order. */
async function measure(share: number, of: number, photos: string): Promise<void> {
  const run = await createRunner(photos);
  const { steps } = readPlan();
  const here = new Set(await available(photos));
  const lines = readLines<Line>(LINES);
  const done = new Set(lines.map(keyOf));
  const left = allCells(GROUPS.filter(({ data }, i) => i % of === share && here.has(data))).filter(
    (cell) => !done.has(keyOf(cell)),
  );
  for (const [i, cell] of left.entries()) {
    const rate = rateOf(cell, lines);
    if (rate === null) continue;
    const line = { ...cell, rate, ...(await run(cell, rate, steps)) } as Line;
    appendLine(LINES, line);
    lines.push(line);
    console.error(
      `${keyOf(line)}: ${line[METRICS[line.data]]?.toFixed(3)} in ${(line.ms / 1000).toFixed(1)} s; ${left.length - i - 1} left`,
    );
  }
}

/** Runs what is missing of the diagnostics, every `of`th of them. */
async function diagnose(share: number, of: number, photos: string): Promise<void> {
  const run = await createRunner(photos);
  const { steps } = readPlan();
  const lines = readLines<Line>(LINES);
  const done = new Set(readLines<Diagnosed>(DIAGNOSED).map((line) => diagnosticKey(line, line.rate)));
  for (const diagnostic of DIAGNOSTICS.filter((_, i) => i % of === share)) {
    const rate = diagnostic.rate ?? chosenRate(diagnostic, lines);
    if (rate === null || done.has(diagnosticKey(diagnostic, rate))) continue;
    const line = { ...diagnostic, rate, ...(await run(diagnostic, rate, diagnostic.times * steps)) };
    appendLine(DIAGNOSED, line);
    console.error(
      `${diagnosticKey(line, rate)}: ${line[METRICS[line.data]]?.toFixed(3)} in ${(line.ms / 1000).toFixed(1)} s`,
    );
  }
}

/** Runs one cell after the other on data and views that are opened once. */
async function createRunner(photos: string) {
  const { weights } = await startHere();
  const side = weights.base.topology.inputSize;
  let unlabelled: Weights | undefined;
  const weightsOf = async (start: Start) => {
    if (start === 'labelled') return weights;
    unlabelled ??= await loadUnlabelledStart(weights);
    return unlabelled;
  };
  const opened = new Map<string, BenchData>();
  const stores = new Map<string, ReturnType<typeof memoryStore>>();
  return async (cell: Trial | Result, rate: number, steps: number) => {
    const data = opened.get(cell.data) ?? (await openBenchData(cell.data, side, photos));
    opened.set(cell.data, data);
    const name = storeName(cell);
    const store = stores.get(name) ?? memoryStore(data.crops, data.landmarks);
    for (const other of stores.keys())
      if (swapsOf(other) !== null && swapsOf(other) !== cell.seed) stores.delete(other);
    stores.set(name, store);
    const drawn = drawOf(data, cell.kind, cell.level, cell.seed);
    return runArm(await weightsOf(cell.start), store, data, drawn, cell, rate, steps);
  };
}

const rateOf = (cell: Trial | Result, lines: readonly Line[]): number | null =>
  cell.kind === 'trial' ? cell.rate : chosenRate(cell, lines);

/** Views that are laid over other faces are those of one draw of people, and are kept no longer. */
function storeName(cell: Trial | Result): string {
  const swapped = armOf(cell).method?.faceSwap === true;
  return JSON.stringify([cell.data, cell.start, swapped ? cell.seed : null]);
}

const swapsOf = (store: string): number | null => JSON.parse(store)[2];
