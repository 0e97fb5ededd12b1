/** One run from its configuration to its report: the page's trainer on files. Knows no terminal and no signals. */

import { availableParallelism } from 'node:os';
import type { Collection } from '../../src/data/change.ts';
import { applied } from '../../src/data/change.ts';
import { dealSplits, splitOf } from '../../src/data/split.ts';
import type { BaseModel } from '../../src/model/baseModel.ts';
import { AppError } from '../../src/rpc/appError.ts';
import { type Contender, openContender } from '../../src/train/contenders.ts';
import { answerCrops } from '../../src/train/embedCrops.ts';
import { runMarkdown } from '../../src/train/evaluation/runMarkdown.ts';
import { judgeContender } from '../../src/train/judgeContender.ts';
import { openOwnModel } from '../../src/train/ownModel.ts';
import type { TrainReport, TrainResult } from '../../src/train/protocol.ts';
import { resumeRun, type Supervision, startRun, type TrainingHost } from '../../src/train/training.ts';
import type { TrainConfig } from './config.ts';
import { memoryStore } from './memoryStore.ts';
import { openData } from './openData.ts';
import { innerCrop } from './pictures.ts';
import { openRunFolder, type RunFolder } from './runFolder.ts';
import { startModel } from './startModel.ts';

/** Who watches a run. `say`: a line of progress. */
export type Watch = Omit<Supervision, 'report'> & { say: (line: string) => void };

/** Between two lines of progress, ms. */
const SAY_MS = 2_000;

/**
 * Trains, judges and reports, in the folder `out` of the configuration. A paused run is saved and not judged.
 * @throws `bad-input` with what to change; as `startRun` and `resumeRun`
 */
export async function trainHeadless(config: TrainConfig, watch: Watch): Promise<TrainResult> {
  const { say } = watch;
  const folder = await openRunFolder(config.out, !config.resume);
  const stored = config.resume ? await folder.resume() : null;
  if (stored?.run.state === 'done') {
    throw new AppError('bad-input', `The run in ${config.out} is done. Choose another folder as “out” for a new one.`);
  }
  const { weights, model } = await startModel(config.backend);
  const { inputSize } = weights.base.topology;
  const { collection: asStored, crops, landmarks } = await openData(config.data, inputSize, say);
  const collection = splitAs(asStored, config.split);
  say(`${collection.samples.length} samples of ${collection.classes.length} classes, on ${config.backend}.`);
  const host: TrainingHost = {
    weights,
    store: memoryStore(crops, landmarks),
    collection: async () => collection,
    save: folder.save,
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
  };
  const begun = performance.now();
  let started = begun;
  const tell = teller(say);
  const report = (told: TrainReport) => {
    if (told.phase === 'started') started = performance.now();
    logReport(folder, told);
    tell(told);
  };
  const supervision: Supervision = { ...watch, report };
  if (stored) await folder.cutLog(stored.run.step);
  const { result } = stored
    ? await resumeRun(host, stored, 0, supervision)
    : await startRun(host, config.options, config.name, supervision);
  if (result.state === 'paused') {
    say(`Saved at step ${result.step} of ${result.steps}. Set “resume” to true to go on.`);
    return result;
  }
  const last = await folder.load('last');
  const contender = openContender(
    model,
    { ...last, model: openOwnModel(last.checkpoint.id, last, weights) },
    collection,
  );
  try {
    const part = collection.samples.some((sample) => splitOf(sample, collection.split) === 'test')
      ? 'test'
      : 'validation';
    const evaluation = await judgeContender(contender, collection, part, {
      answersOf: (ids) => answersIn(model, contender, crops, ids, watch.breathe),
      breathe: watch.breathe,
    });
    const cores = availableParallelism();
    const made: [string, string][] = [
      ['views made in', `${((started - begun) / 1000).toFixed(1)} s`],
      ['backend', `${config.backend}, ${cores} processor cores, Node ${process.version}`],
    ];
    await folder.write('evaluation.json', `${JSON.stringify(evaluation, null, 2)}\n`);
    await folder.write('report.md', runMarkdown(last.run, evaluation, made));
    const { value } = evaluation.balancedAccuracy;
    say(`Balanced accuracy ${value.toFixed(4)} on the ${evaluation.judgedOn} samples. See report.md in ${config.out}.`);
  } finally {
    contender.dispose();
  }
  return result;
}

function splitAs(collection: Collection, split: TrainConfig['split']): Collection {
  return split === 'as stored' ? collection : applied(collection, dealSplits(collection, split.by, split.seed));
}

/** What belongs to the curves, one line a report. */
function logReport(folder: RunFolder, told: TrainReport): void {
  if (told.phase === 'training') {
    const { phase, point, stage, epoch } = told;
    folder.log({ phase, stage, epoch, ...point });
  }
  if (told.phase === 'rolled-back') folder.log({ ...told, step: told.from });
}

function teller(say: Watch['say']): (told: TrainReport) => void {
  let said = Number.NEGATIVE_INFINITY;
  return (told) => {
    const due = performance.now() - said > SAY_MS;
    const line = lineOf(told, due);
    if (line === null) return;
    said = performance.now();
    say(line);
  };
}

/** @param due whether it is time for another line of those that come often */
function lineOf(told: TrainReport, due: boolean): string | null {
  if (told.phase === 'rolled-back') {
    return `The loss was no number: back from step ${told.from} to ${told.to}, learning rate ${told.learningRate}.`;
  }
  if (told.phase === 'started') return `${told.steps} steps; judged on: ${told.judgedOn}.`;
  if (told.phase === 'preparing')
    return due || told.done === told.total ? `Views: ${told.done} of ${told.total}.` : null;
  if (told.phase !== 'training') return null;
  const { point, steps, msLeft } = told;
  if (!due && point.step < steps) return null;
  return `Step ${point.step} of ${steps}: loss ${point.loss.toFixed(4)}, accuracy ${point.accuracy.toFixed(3)}, ${Math.ceil(msLeft / 1000)} s left.`;
}

async function answersIn(
  model: BaseModel,
  { answer }: Contender,
  crops: ReadonlyMap<string, Uint8Array>,
  ids: readonly string[],
  breathe: () => Promise<void>,
) {
  const { inputSize } = model.description.topology;
  const present = ids.filter((id) => crops.has(id));
  const inner = present.map((id) => innerCrop(crops.get(id) as Uint8Array, inputSize));
  const { embeddings, logits, width } = await answerCrops(model, inner, answer, breathe);
  const classes = logits.length / Math.max(1, present.length);
  return new Map(
    present.map((id, row) => [
      id,
      {
        embedding: embeddings.slice(row * width, (row + 1) * width),
        logits: logits.slice(row * classes, (row + 1) * classes),
      },
    ]),
  );
}
