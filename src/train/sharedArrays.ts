/** What of a model is shared beside its encoder, and what came by a link checked for it. Knows no run and no storage. */

import type { SharedModel } from '../data/sharedModel.ts';
import { AFFECT_HEAD, affectShapes } from '../model/affectHead.ts';
import type { BaseModel } from '../model/base.ts';
import { embeddingWidth } from '../model/encoder.ts';
import type { StoredArrays } from '../model/safetensors.ts';
import { checkShapes } from '../model/weights.ts';
import { AppError } from '../rpc/appError.ts';
import { classifierShapes } from './classifier.ts';
import type { Sizes } from './objective.ts';

/** Names and shapes of adapter and classifier, and of the head for valence and arousal where it reads them (`affect`). */
export const sharedShapes = (sizes: Sizes, affect = false): Map<string, number[]> =>
  new Map([...classifierShapes(sizes), ...(affect ? affectShapes(AFFECT_HEAD, sizes.width) : [])]);

/** @param base of the weights that the model names. @throws `bad-input` when it does not fit them, or its own card */
export function sharedArrays({ card, tensors }: SharedModel, { topology }: BaseModel): StoredArrays {
  const arrays: StoredArrays = new Map(tensors.map(({ name, shape, values }) => [name, { shape, data: values }]));
  const sizes = { width: embeddingWidth(topology), classes: card.classes.length };
  try {
    checkShapes(arrays, sharedShapes(sizes, card.affect));
  } catch (cause) {
    throw new AppError(
      'bad-input',
      'This model does not fit the base weights that it names, so it cannot be opened. Ask for it again.',
      { cause },
    );
  }
  return arrays;
}
