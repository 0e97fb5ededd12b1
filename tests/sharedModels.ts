/** Shared models of drawn numbers, in the shapes that are shared. */

import type { SharedModel } from '../src/data/sharedModel.ts';
import { normal, type Rng } from '../src/math/rng.ts';
import { sharedShapes } from '../src/train/sharedArrays.ts';

/** Embedding width of the released encoder. */
export const WIDTH = 184;

const COLOURS = ['#E69F00', '#56B4E9', '#009E73', '#CC79A7', '#D55E00', '#0072B2', '#F0E442', '#8D8D86'];
const NAMES = ['Neutral', 'Happiness', 'Surprise', 'Sadness', 'Anger', 'Disgust', 'Fear', 'Contempt'];

/** @param affect whether it reads valence and arousal */
export function drawnModel(rng: Rng, classes = 8, affect = false): SharedModel {
  const tensors = [...sharedShapes({ width: WIDTH, classes }, affect)].map(([name, shape]) => ({
    name,
    shape,
    values: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => 0.1 * normal(rng)),
  }));
  return {
    card: {
      name: 'Model 1',
      author: null,
      chain: [],
      madeAt: 1_700_000_000_000,
      encoder: 'c797ed8712345678',
      method: 'SupCon',
      classes: Array.from({ length: classes }, (_, i) => ({
        name: NAMES[i] ?? `Class ${i + 1}`,
        colour: COLOURS[i % COLOURS.length] ?? '',
      })),
      learnedFrom: { faces: 180, people: 15 },
      judged: { accuracy: 0.84375, on: 'validation', samples: 36 },
      ...(affect && { affect }),
    },
    tensors,
  };
}
