/**
 * Mien's models without its page: faces to class probabilities and embeddings, in any page of one's own. Declares all
 * that its users see. Draws and stores nothing; asks only for files beside its weights.
 */

import type { BackendName } from '../model/backend.ts';
import { createFaceReader } from './faceReader.ts';
import { toModelCrop } from './modelCrops.ts';
import { startModels } from './startModels.ts';

export type PredictorOptions = {
  /**
   * The folder of released weights, ending in a slash; left out: `weights/` of the build that this module is part of. The
   * build's `tfjs`, `mediapipe` and `face-models` are expected beside it.
   */
  weights?: URL;
  /** A link to a shared model, or the part behind its `#`. It answers beside the base model, on the weights it names. */
  model?: string;
  /** Tried first; left out: the fastest that works. */
  backend?: 'webgpu' | 'webgl' | 'wasm';
};

/**
 * A face as the models take it: upright, from forehead to chin, square. `ImageData` of any size, or grey values 0–1
 * [inputSize, inputSize] row by row. What `readPicture` returns was cut so.
 */
export type Crop = ImageData | Float32Array;

/** `base` and `own`: probabilities in the order of the classes, each list summing to 1. */
export type Answer = {
  base: Float32Array;
  /** Of the model of the link; null without one. */
  own: Float32Array | null;
  /** Valence and arousal, each about −1 to 1, by the model of the link; null where it reads none. */
  affect: Float32Array | null;
  /** Of the base encoder. */
  embedding: Float32Array;
};

/** `box`: px of the picture, scaled to at most 1,600 px as `width` and `height` say. `score`: the detector's, 0–1. */
export type ReadFace = Answer & {
  box: { x: number; y: number; width: number; height: number };
  score: number;
  crop: Float32Array;
};

export type ReadPicture = { width: number; height: number; faces: ReadFace[] };

export type Predictor = {
  /** The one in use. */
  backend: string;
  /** Side of the grey crop that the models see, px. */
  inputSize: number;
  /** Of the base model. */
  classes: string[];
  /** The model of the link. */
  own: { name: string; classes: string[] } | null;
  /** @throws Error (`code: 'bad-input'`) for a crop that is not square, or of another length */
  predict: (crops: readonly Crop[]) => Promise<Answer[]>;
  /**
   * The faces of a picture file, the largest first, at most 8. The first call loads the face finder (about 14 MB) into a
   * worker. @throws Error (`code: 'bad-input'`) for what is no picture
   */
  readPicture: (picture: Blob) => Promise<ReadPicture>;
};

/**
 * Loads and checks the models. One for each page is enough.
 * @throws Error with a `code`: `asset` when a file is missing, `bad-weights` when one is damaged or a link's weights are
 * not here, `bad-input` for a link that is none, `no-backend`
 */
export async function createPredictor({ weights, model, backend }: PredictorOptions = {}): Promise<Predictor> {
  const folder = weights ?? new URL(/* @vite-ignore */ '../weights/', import.meta.url);
  const models = await startModels(folder, model ?? null, backend satisfies BackendName | undefined);
  const { inputSize } = models.base.topology;
  const reader = createFaceReader(new URL('../', folder), inputSize);
  return {
    backend: models.backend,
    inputSize,
    classes: models.base.classes,
    own: models.own,
    predict: async (crops) => models.answer(crops.map((crop) => toModelCrop(crop, inputSize))),
    readPicture: async (picture) => {
      const { width, height, faces } = await reader(picture);
      const answers = await models.answer(faces.map(({ crop }) => crop));
      return {
        width,
        height,
        faces: answers.flatMap((answer, i) => {
          const face = faces[i];
          if (!face) return [];
          return [{ ...answer, box: face.box, score: face.score, crop: Float32Array.from(face.crop, (v) => v / 255) }];
        }),
      };
    },
  };
}
