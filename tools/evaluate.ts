/**
 * Scores the released model as the page runs it (TypeScript, wasm): npm run --silent evaluate -- FILE.npz
 * or npm run --silent evaluate -- FOLDER [--split NAME]. Prints one line of JSON and nothing else.
 */

import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { tidy } from '@tensorflow/tfjs-core';
import type { BaseModel } from '../src/model/baseModel.ts';
import { AppError } from '../src/rpc/appError.ts';
import { softmaxRows } from '../src/train/evaluation/calibration.ts';
import { readFolder } from './evaluation/folder.ts';
import type { Judged } from './evaluation/judged.ts';
import { type Scores, scoreProbabilities } from './evaluation/scores.ts';
import { readVotes } from './evaluation/votes.ts';
import { startModel } from './training/startModel.ts';

const BATCH = 32;

export async function main(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, options: { split: { type: 'string' } }, allowPositionals: true });
  const [path, ...more] = positionals;
  if (!path || more.length > 0) {
    throw new AppError('bad-input', 'Usage: npm run --silent evaluate -- FILE.npz | FOLDER [--split NAME]');
  }
  const { weights, model } = await startModel('wasm');
  const { topology, classes } = weights.base;
  const isFolder = (await stat(path)).isDirectory();
  const judged = isFolder
    ? await readFolder(path, topology.inputSize, classes, values.split)
    : await readVotes(path, topology.inputSize);
  // A table of crops may lack classes; the model then chooses among those that are there.
  const present = isFolder
    ? classes.map((_, c) => c).filter((c) => judged.labels.includes(c))
    : classes.map((_, c) => c);
  const scores = await score(model, judged, present);
  console.log(JSON.stringify(judged.split ? { ...scores, split: judged.split } : scores, rounded));
}

/** Scores among the classes `present`, with the released temperature. */
async function score(model: BaseModel, { crops, labels }: Judged, present: number[]): Promise<Scores> {
  const { classes, temperature, topology } = model.description;
  const pixels = topology.inputSize ** 2;
  const logits = new Float32Array(labels.length * present.length);
  for (let first = 0; first < labels.length; first += BATCH) {
    const count = Math.min(BATCH, labels.length - first);
    const some = crops.subarray(first * pixels, (first + count) * pixels);
    const output = tidy(() => model.logits(model.embed(some, count)));
    const rows = await output.data<'float32'>();
    output.dispose();
    for (let row = 0; row < count; row++) {
      const kept = present.map((c) => rows[row * classes.length + c] ?? 0);
      logits.set(kept, (first + row) * present.length);
    }
  }
  return scoreProbabilities(
    softmaxRows(logits, present.length, temperature),
    labels.map((label) => present.indexOf(label)),
    present.map((c) => classes[c] ?? ''),
  );
}

function rounded(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toFixed(6)) : value;
}
