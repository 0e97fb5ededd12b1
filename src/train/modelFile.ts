/**
 * A whole model as one safetensors file, and back: what comes from outside is checked before it is believed. Knows no
 * storage and no backend.
 *
 * Metadata: `format`; `model`, which is JSON; `readme`, which nobody here reads. The tensors are named as in wholeModel.ts; docs/model-file.md tells
 * how to compute with them.
 */

import * as v from 'valibot';
import { checkCard, type ModelCard } from '../data/sharedModel.ts';
import { type Topology, TopologySchema } from '../model/base.ts';
import { embeddingWidth } from '../model/encoder.ts';
import { readSafetensors, type StoredArrays, writeSafetensors } from '../model/safetensors.ts';
import { checkShapes } from '../model/weights.ts';
import { AppError, toAppError } from '../rpc/appError.ts';
import { modelCardMarkdown } from './modelCard.ts';
import { type WholeModel, wholeShapes } from './wholeModel.ts';

const KIND = 'mien-model-';
const FORMAT = `${KIND}1`;
/** What a checkpoint of a run calls itself (runFile.ts). */
const CHECKPOINT = 'mien-run-';

/** Divisor of the logits before the softmax: the page has none of its own. */
export const TEMPERATURE = 1;

export type ModelFile = WholeModel & { card: ModelCard };

/** Far beyond any encoder of ours: a small file must not ask for endless work. */
const MOST_STAGES = 8;
const MOST_BLOCKS = 16;
const MOST_CHANNELS = 4096;

const bounded = ({ inputSize, stem, stages }: Topology): boolean =>
  stages.length <= MOST_STAGES &&
  stages.every(({ blocks, stride }) => blocks <= MOST_BLOCKS && stride <= inputSize) &&
  [inputSize, stem, ...stages.map(({ channels }) => channels)].every((size) => size <= MOST_CHANNELS);

const aboutSchema = v.strictObject({
  card: v.unknown(),
  topology: v.pipe(TopologySchema, v.check(bounded, 'too large')),
  /** Applied to pixels in [0, 1]: (x − mean) / std. */
  normalisation: v.strictObject({ mean: v.number(), std: v.pipe(v.number(), v.minValue(1e-6)) }),
  /** Length of the embedding. */
  width: v.number(),
  temperature: v.literal(TEMPERATURE),
});

export function writeModelFile({ card, topology, normalisation, arrays }: ModelFile): ArrayBuffer {
  const about = { card, topology, normalisation, width: embeddingWidth(topology), temperature: TEMPERATURE };
  const readme = modelCardMarkdown(card, topology.inputSize);
  return writeSafetensors(arrays, { format: FORMAT, model: JSON.stringify(about), readme });
}

/** @throws `bad-input` saying why a file holds no model of this version, and what to do */
export function readModelFile(file: ArrayBuffer): ModelFile {
  const { arrays, metadata } = understood(() => readSafetensors(file));
  const { format = '', model = '' } = metadata;
  if (format.startsWith(CHECKPOINT)) throw refused('it is a checkpoint of a run, and not the whole model');
  if (!format.startsWith(KIND)) throw refused('Mien did not write it');
  if (format !== FORMAT) {
    throw new AppError(
      'bad-input',
      `This file was written by another version of Mien (${format}, here ${FORMAT}). Open it with a newer copy of the page.`,
    );
  }
  const about = v.safeParse(aboutSchema, parse(model));
  if (!about.success) {
    throw refused(`what it says of itself is not understood (${v.getDotPath(about.issues[0]) ?? 'the whole'})`);
  }
  const { topology, normalisation, width } = about.output;
  const card = checkCard(about.output.card);
  if (width !== embeddingWidth(topology)) throw refused('what it says of itself does not agree');
  understood(() => checkShapes(arrays, wholeShapes(topology, card.classes.length, card.affect)));
  for (const [name, { data }] of arrays) {
    if (!(data instanceof Float32Array && data.every(Number.isFinite))) throw refused(`a number of “${name}” is none`);
  }
  return { card, topology, normalisation, arrays };
}

/** Whether two files say and answer exactly the same. */
export function sameModel(a: ModelFile, b: ModelFile): boolean {
  const about = ({ card, topology, normalisation }: ModelFile) => JSON.stringify([card, topology, normalisation]);
  return about(a) === about(b) && a.arrays.size === b.arrays.size && sameArrays(a.arrays, b.arrays, a.arrays.keys());
}

/** Whether the arrays of these names hold the same numbers in both. */
export function sameArrays(a: StoredArrays, b: StoredArrays, names: Iterable<string>): boolean {
  return [...names].every((name) => {
    const [one, other] = [a.get(name)?.data, b.get(name)?.data];
    return one && one.length === other?.length && one.every((value, i) => value === other[i]);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refused('what it says of itself is damaged');
  }
}

/** What is no file of weights is no model either. */
function understood<T>(read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== 'bad-weights') throw error;
    throw new AppError('bad-input', `This file holds no model that can be opened. ${error.message}`, { cause: error });
  }
}

function refused(reason: string): AppError {
  return new AppError(
    'bad-input',
    `This file holds no model that can be opened: ${reason}. Save it again in Mien with “Save as a file”, or ask for it again.`,
  );
}
