/** What models answer on stored samples, remembered while the samples' labels change. Browser only. */

import type { BaseModel } from '../model/baseModel.ts';
import type { Further } from '../model/predict.ts';
import type { Decode } from './decode.ts';
import { answerCrops } from './embedCrops.ts';
import { readableCrops } from './storedCrops.ts';

/** One sample's embedding f32 [width] and class logits f32 [classes]. */
export type Answer = { embedding: Float32Array; logits: Float32Array };

/** A model with a key of its own; `answer` left out: the base model. */
export type Answering = { key: string; answer?: Further['answer'] };

export type AnswerBook = {
  /** By sample; those whose picture cannot be read are left out. */
  of: (
    who: Answering,
    ids: readonly string[],
    report: (done: number, total: number) => void,
  ) => Promise<Map<string, Answer>>;
};

/** Models whose answers are kept: two that are compared. */
const MOST_MODELS = 2;

/** Samples whose pictures are read at a time. */
const CHUNK = 32;

/** @param piece runs the encoder when nothing else uses the backend */
export function createAnswerBook(
  model: BaseModel,
  decode: Decode,
  piece: <T>(work: () => Promise<T>) => Promise<T>,
): AnswerBook {
  const book = new Map<string, Map<string, Answer>>();
  const { inputSize } = model.description.topology;

  const pages = (key: string): Map<string, Answer> => {
    const known = book.get(key) ?? new Map<string, Answer>();
    // The latest last, so that the first one is the one to forget.
    book.delete(key);
    book.set(key, known);
    const [oldest] = book.keys();
    if (book.size > MOST_MODELS && oldest !== undefined) book.delete(oldest);
    return known;
  };

  return {
    of: async ({ key, answer }, ids, report) => {
      const known = pages(key);
      const missing = ids.filter((id) => !known.has(id));
      for (let first = 0; first < missing.length; first += CHUNK) {
        const crops = await readableCrops(decode, inputSize, missing.slice(first, first + CHUNK));
        const { embeddings, logits, width } = await piece(() => answerCrops(model, [...crops.values()], answer));
        const classes = logits.length / Math.max(1, crops.size);
        for (const [row, id] of [...crops.keys()].entries()) {
          known.set(id, {
            embedding: embeddings.slice(row * width, (row + 1) * width),
            logits: logits.slice(row * classes, (row + 1) * classes),
          });
        }
        report(Math.min(first + CHUNK, missing.length), missing.length);
      }
      return new Map(ids.flatMap((id) => (known.has(id) ? [[id, known.get(id) as Answer]] : [])));
    },
  };
}
