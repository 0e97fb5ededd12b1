/** The benchmark's figures as docs/results/speed.md. Measures nothing. */

import { table } from '../../../src/train/evaluation/markdown.ts';
import type { LiveResult } from './live.ts';
import type { StartUpResult } from './startUp.ts';
import type { TrainingResult } from './training.ts';

export type SpeedResults = {
  machine: string;
  browser: string;
  live: LiveResult[];
  startUp: StartUpResult[];
  training: TrainingResult[];
};

const SECTION = { 'heads, cpu': 'Heads alone, plain JavaScript backend', 'end to end': 'End to end' } as const;

export function speedMarkdown({ machine, browser, live, startUp, training }: SpeedResults): string {
  return `# Speed beside the peers

Written by \`npm run bench\`; do not edit by hand. ${machine}; ${browser}. Every contender in one browser, each in its own
page, in turn; medians. Milliseconds belong to this machine, ratios are what counts: how many times as fast Mien is as the
peer of that row.

## The live path

The sample clip's frames, as a camera of 30 a second would give them, as fast as each contender takes them. One face:
640×480. Six: 960×640. “Faces read” are expressions worked out in each frame. Mien's page reads of many faces two in each
frame, those that wait longest, and moves the boxes of the others on; “every face” has it read all of them in every frame.
@vladmandic/human (face detector and emotion model alone) is asked for answers of each frame; “as shipped” it repeats
expressions for up to 1.5 s. @vladmandic/face-api: tiny detector and expressions.

${table(
  ['backend', 'faces', 'contender', 'ms a frame', 'middle half of rounds', 'frames/s', 'faces read', 'Mien is'],
  live.map((row) => [
    ...[row.backend, `${row.faces}`, row.contender, row.ms.toFixed(1)],
    ...[`${row.rounds[0].toFixed(1)}–${row.rounds[1].toFixed(1)}`, (1000 / row.ms).toFixed(1), row.read.toFixed(2)],
    ratio(row.ms, fellow(live, row).ms, row.contender),
  ]),
)}

## Start-up

From nothing loaded to the first face with an expression, wasm, one face; files from this machine.

${table(
  ['contender', 'ms', 'Mien is'],
  startUp.map(({ contender, ms }) => [
    contender,
    ms.toFixed(0),
    ratio(ms, startUp.find((row) => row.contender === 'mien')?.ms ?? Number.NaN, contender),
  ]),
)}

## Teaching two classes

30 pictures of each, 50 epochs for Teachable Machine, as its page has it. Heads alone: the same embedding width (184),
epochs and batch for both. End to end: from 60 pictures to a trained model, loading left out, each at its own defaults;
Mien finds, cuts and stores the faces too. Teachable Machine's network cannot be fetched here: MobileNetV2 at 0.35 with
random weights stands in for it.

${table(
  ['task', 'contender', 'ms', 'of it training', 'Mien is'],
  training.map((row) => [
    ...[SECTION[row.task], `${row.contender}, ${row.on}`, row.all.toFixed(0), row.training.toFixed(0)],
    row.contender.startsWith('Mien') ? '' : times(timeOf(row) / timeOf(ofMien(training, row))),
  ]),
)}
`;
}

const fellow = (live: LiveResult[], { backend, faces }: LiveResult): LiveResult =>
  live.find((row) => row.backend === backend && row.faces === faces && row.contender === 'mien') as LiveResult;

const ofMien = (training: TrainingResult[], { task }: TrainingResult): TrainingResult =>
  training.find((row) => row.task === task && row.contender.startsWith('Mien')) as TrainingResult;

/** Heads alone are compared by their training, not by what each made its embeddings with. */
const timeOf = ({ task, all, training }: TrainingResult): number => (task === 'heads, cpu' ? training : all);

const ratio = (peer: number, mien: number, contender: string): string =>
  contender.startsWith('mien') ? '' : times(peer / mien);

const times = (value: number): string => `${value.toFixed(2)}×`;
