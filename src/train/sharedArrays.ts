/** Adapter and classifier of a model that came by a link, checked against the base weights. Knows no run and no storage. */

import type { SharedModel } from '../data/sharedModel.ts';
import type { BaseModel } from '../model/base.ts';
import { embeddingWidth } from '../model/encoder.ts';
import type { StoredArrays } from '../model/safetensors.ts';
import { checkShapes } from '../model/weights.ts';
import { AppError } from '../rpc/appError.ts';
import { classifierShapes } from './classifier.ts';

/** @param base of the weights that the model names. @throws `bad-input` when it does not fit them */
export function sharedArrays({ card, tensors }: SharedModel, { topology }: BaseModel): StoredArrays {
  const arrays: StoredArrays = new Map(tensors.map(({ name, shape, values }) => [name, { shape, data: values }]));
  try {
    checkShapes(arrays, classifierShapes({ width: embeddingWidth(topology), classes: card.classes.length }));
  } catch (cause) {
    throw new AppError(
      'bad-input',
      'This model does not fit the base weights that it names, so it cannot be opened. Ask for it again.',
      { cause },
    );
  }
  return arrays;
}
