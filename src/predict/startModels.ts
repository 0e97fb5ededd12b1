/** The base model, and the model of a link beside it, on a tensor backend. Knows no pictures and no files but weights. */

import { tidy } from '@tensorflow/tfjs-core';
import { readShareLink } from '../data/shareLink.ts';
import { adapt } from '../model/adapter.ts';
import { AFFECT_HEAD, valenceArousal } from '../model/affectHead.ts';
import { type BackendName, chooseBackend } from '../model/backend.ts';
import type { BaseModel as Description } from '../model/base.ts';
import { startBaseModel } from '../model/baseModel.ts';
import { upload } from '../model/parameters.ts';
import { type Further, MOST_FACES, predict } from '../model/predict.ts';
import { WASM_FOLDER } from '../model/wasmFolder.ts';
import { fetchFrom, loadWeights } from '../model/weights.ts';
import { classLogits } from '../train/classifier.ts';
import { sharedArrays } from '../train/sharedArrays.ts';
import type { Answer } from './mien-predict.ts';

export type Models = {
  backend: BackendName;
  base: Description;
  own: { name: string; classes: string[] } | null;
  /** @param crops u8 [inputSize, inputSize] each */
  answer: (crops: readonly Uint8Array[]) => Promise<Answer[]>;
};

/** The start before this one: of two at once, the tensor library gives the backend up for one of them. */
let last: Promise<unknown> = Promise.resolve();

/** @param folder of the released weights. @param link to a shared model, or its fragment */
export function startModels(folder: URL, link: string | null, choice?: BackendName): Promise<Models> {
  const models = last.then(() => start(folder, link, choice));
  last = models.catch(() => {});
  return models;
}

async function start(folder: URL, link: string | null, choice?: BackendName): Promise<Models> {
  const shared = link === null ? null : await readShareLink(link.slice(link.indexOf('#') + 1));
  const read = fetchFrom(folder.href);
  const weights = await loadWeights(
    (path, onBytes) => read(path.replace(/^weights\//, ''), onBytes),
    () => {},
    shared?.card.encoder,
  );
  const arrays = shared && sharedArrays(shared, weights.base);
  const { backend, model } = await chooseBackend({
    choice: choice ?? 'auto',
    avoid: [],
    wasmFolder: new URL(`../${WASM_FOLDER}`, folder).href,
    start: () => startBaseModel(weights),
  });
  const own = shared && { name: shared.card.name, classes: shared.card.classes.map(({ name }) => name) };
  const parameters = arrays && upload(arrays);
  const further: Further | null =
    own && parameters
      ? {
          classes: own.classes.length,
          answer: ({ embeddings: seen }) =>
            tidy(() => {
              const embeddings = adapt(parameters, seen);
              return { embeddings, logits: classLogits(parameters, embeddings) };
            }),
          affect: shared?.card.affect ? (seen) => valenceArousal(parameters, AFFECT_HEAD, seen) : null,
        }
      : null;
  const pixels = weights.base.topology.inputSize ** 2;
  return {
    backend,
    base: weights.base,
    own,
    answer: async (crops) => {
      const answers: Answer[] = [];
      for (let start = 0; start < crops.length; start += MOST_FACES) {
        const some = crops.slice(start, start + MOST_FACES);
        const stacked = new Uint8Array(some.length * pixels);
        for (const [i, crop] of some.entries()) stacked.set(crop, i * pixels);
        const seen = await predict(model, further, stacked, some.length);
        for (let i = 0; i < some.length; i++) {
          answers.push({
            base: row(seen.base, some.length, i),
            own: seen.further && row(seen.further, some.length, i),
            affect: seen.affect && row(seen.affect, some.length, i),
            embedding: row(seen.embeddings, some.length, i),
          });
        }
      }
      return answers;
    },
  };
}

function row(rows: Float32Array, count: number, index: number): Float32Array {
  const width = rows.length / count;
  return rows.slice(index * width, (index + 1) * width);
}
