/** A checkpoint as a classifier beside the base model. Knows no training loop. */

import { softmax, tidy } from '@tensorflow/tfjs-core';
import { loadCheckpoint } from '../data/checkpoints.ts';
import type { BaseModel } from '../model/baseModel.ts';
import { embeddingWidth } from '../model/encoder.ts';
import { release, upload } from '../model/parameters.ts';
import type { Further } from '../model/predict.ts';
import { AppError } from '../rpc/appError.ts';
import type { OwnModel } from './protocol.ts';
import { readRun } from './runFile.ts';

export type LoadedModel = Further & { own: OwnModel; dispose: () => void };

/** @throws `bad-weights` when the checkpoint is damaged or belongs to other base weights; `bad-input` when it is gone */
export async function loadOwnModel(id: string, model: BaseModel): Promise<LoadedModel> {
  const { classes, encoder, name, tensors } = await loadCheckpoint(id);
  if (encoder !== model.description.hash) {
    throw new AppError(
      'bad-weights',
      `“${name}” was trained on an older version of the base model. Your examples are still here: train again.`,
    );
  }
  const sizes = { width: embeddingWidth(model.description.topology), classes: classes.length };
  const { objective, parameters: arrays } = readRun(tensors, sizes);
  const parameters = upload(arrays);
  return {
    own: { checkpoint: id, classes: classes.map((known) => known.id) },
    classes: classes.length,
    probabilities: (embeddings) => tidy(() => softmax(objective.logits(parameters, embeddings))),
    dispose: () => release(parameters),
  };
}
