/**
 * What k and sharpness do to the preview, on faces of people that it has not seen:
 * node tools/run.mjs tools/evaluation/neighbours.ts FOLDER [--split pretrain] [--seeds 5]
 * FOLDER as for `evaluate`, with people. Prints one line of JSON for each pair, the one that loses least anywhere first.
 */

import { parseArgs } from 'node:util';
import { createRng, integer, type Rng } from '../../src/math/rng.ts';
import type { BaseModel } from '../../src/model/baseModel.ts';
import { AppError } from '../../src/rpc/appError.ts';
import { cosinesTo, mostAlike, normaliseRows, vote } from '../../src/train/neighbours.ts';
import { startModel } from '../training/startModel.ts';
import { readFolder } from './folder.ts';

const NEIGHBOURS = [5, 10, 20, 40];
const SHARPNESS = [0.02, 0.05, 0.1, 0.2];

/** Samples to be taught by class: few and more of two to five expressions, and one that is hardly there among many. */
const TASKS: Record<string, number>[] = [
  { neutral: 5, happiness: 5 },
  { happiness: 20, surprise: 20 },
  { neutral: 5, happiness: 5, surprise: 5 },
  { neutral: 20, happiness: 20, surprise: 20 },
  { neutral: 200, happiness: 200, surprise: 8 },
  { neutral: 5, happiness: 5, surprise: 5, anger: 5, sadness: 5 },
  { neutral: 20, happiness: 20, surprise: 20, anger: 20, sadness: 20 },
];

/** Faces of each class that a task is judged on, at most. */
const JUDGED = 40;

/** Every face's embedding, normalised, with its class's name and its person. */
type Faces = { vectors: Float32Array; width: number; labels: string[]; people: string[] };

export async function main(args: string[]): Promise<void> {
  const options = { split: { type: 'string', default: 'pretrain' }, seeds: { type: 'string', default: '5' } } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [folder] = positionals;
  if (!folder) {
    throw new AppError('bad-input', 'Usage: node tools/run.mjs tools/evaluation/neighbours.ts FOLDER [--split NAME]');
  }
  const { model } = await startModel('wasm');
  const { topology, classes } = model.description;
  const { crops, labels, people = [] } = await readFolder(folder, topology.inputSize, classes, values.split);
  const { vectors, width } = await embedded(model, crops, labels.length);
  const faces = { vectors, width, labels: labels.map((label) => classes[label] ?? ''), people };

  const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => i + 1);
  const draws = TASKS.map((task) => seeds.map((seed) => drawn(faces, task, createRng(seed))));
  const tried = NEIGHBOURS.flatMap((k) => SHARPNESS.map((sharpness) => ({ k, sharpness }))).map((pair) => ({
    ...pair,
    accuracies: draws.map((some) => mean(some.map((draw) => balancedAccuracy(faces, draw, pair.k, pair.sharpness)))),
  }));
  const best = TASKS.map((_, task) => Math.max(...tried.map(({ accuracies }) => accuracies[task] ?? 0)));
  const judged = tried.map((pair) => ({
    ...pair,
    mean: mean(pair.accuracies),
    loss: Math.max(...pair.accuracies.map((accuracy, task) => (best[task] ?? 0) - accuracy)),
  }));
  for (const line of judged.sort((a, b) => a.loss - b.loss)) {
    console.log(JSON.stringify(line, (_, value) => (typeof value === 'number' ? Number(value.toFixed(4)) : value)));
  }
}

const BATCH = 32;

async function embedded(model: BaseModel, crops: Uint8Array, count: number) {
  const pixels = crops.length / count;
  const rows: number[] = [];
  let width = 0;
  for (let first = 0; first < count; first += BATCH) {
    const some = Math.min(BATCH, count - first);
    const output = model.embed(crops.subarray(first * pixels, (first + some) * pixels), some);
    width = output.shape[1];
    for (const value of await output.data<'float32'>()) rows.push(value);
    output.dispose();
  }
  const vectors = Float32Array.from(rows);
  normaliseRows(vectors, width);
  return { vectors, width };
}

/** Rows to be taught with their labels, and rows of other people to judge by; `sizes`: of the classes. */
type Draw = { taught: number[]; labels: Int32Array; sizes: number[]; judged: number[][] };

/** Half of the people teach, the others judge. */
function drawn({ labels, people }: Faces, task: Record<string, number>, rng: Rng): Draw {
  const teaches = new Map<string, boolean>();
  for (const person of people) if (!teaches.has(person)) teaches.set(person, rng.uniform() < 0.5);
  const rowsOf = (name: string, teaching: boolean) =>
    [...labels.keys()].filter((row) => labels[row] === name && teaches.get(people[row] ?? '') === teaching);
  const taught: number[] = [];
  const sizes: number[] = [];
  const judged: number[][] = [];
  for (const [name, count] of Object.entries(task)) {
    const rows = some(rowsOf(name, true), count, rng);
    taught.push(...rows);
    sizes.push(rows.length);
    judged.push(some(rowsOf(name, false), JUDGED, rng));
  }
  return { taught, labels: Int32Array.from(sizes.flatMap((size, c) => Array(size).fill(c))), sizes, judged };
}

function some(rows: number[], count: number, rng: Rng): number[] {
  const left = [...rows];
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(integer(rng, left.length), 1)[0] ?? 0);
}

function balancedAccuracy({ vectors, width }: Faces, draw: Draw, k: number, sharpness: number): number {
  const rowOf = (row: number) => vectors.subarray(row * width, (row + 1) * width);
  const taught = new Float32Array(draw.taught.length * width);
  for (const [i, row] of draw.taught.entries()) taught.set(rowOf(row), i * width);
  const recalls = draw.judged.map((rows, label) => {
    const right = rows.filter((row) => {
      const cosines = cosinesTo(rowOf(row), taught, draw.taught.length);
      const shares = vote(mostAlike(cosines, k), cosines, draw.labels, draw.sizes, sharpness);
      return shares.indexOf(Math.max(...shares)) === label;
    });
    return right.length / rows.length;
  });
  return mean(recalls);
}

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
