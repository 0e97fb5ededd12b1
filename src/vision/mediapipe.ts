/**
 * MediaPipe's runtime with the app's three face models. The only file that imports MediaPipe: it turns images into
 * detections and raw landmarks, and knows nothing of frames, tracks or crops.
 */

import { FaceDetector, ImageEmbedder } from '@mediapipe/tasks-vision';
import type { Box, Point } from '../math/box.ts';
import { AppError } from '../rpc/appError.ts';
import { type Assets, LOADER_PATH } from './assets.ts';

/** A face as a detector sees it, px of the given image. */
export type Detection = {
  box: Box;
  /** Centres of the eye at the image's left and of the one at its right, in an upright face. */
  eyes: [Point, Point];
  /** 0–1. */
  score: number;
};

/** What the landmark model says of one square image. */
export type RawLandmarks = {
  /** f32 [468, 3]: x, y and depth (negative towards the camera) in px of the model's input. */
  points: Float32Array;
  /** Probability that the image shows a face at all, 0–1. */
  presence: number;
};

export type FaceModels = {
  detectShort: (image: OffscreenCanvas) => Detection[];
  detectFull: (image: OffscreenCanvas) => Detection[];
  /** @param image a face, upright, in a square of LANDMARK_INPUT px */
  landmarks: (image: OffscreenCanvas) => RawLandmarks;
};

/** Side of the landmark model's input, px. */
export const LANDMARK_INPUT = 192;

/** Low: tightly cut and turned faces score little. What scores little is looked at twice (faceFinder.ts). */
const MIN_DETECTION = 0.3;

/** What MediaPipe's library expects of the global scope, and what its loader reads from it. */
type MediaPipeScope = {
  ModuleFactory?: unknown;
  Module?: {
    instantiateWasm: (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => object;
  };
};

/** @throws AppError `asset` when the loader is missing, `no-backend` when the runtime does not start here */
export async function createFaceModels(base: string, assets: Assets): Promise<FaceModels> {
  // Even with the CPU delegate MediaPipe takes its images through WebGL, and without it fails at each of them.
  if (!new OffscreenCanvas(1, 1).getContext('webgl2')) {
    throw new AppError(
      'no-backend',
      'Finding faces needs WebGL, which this browser has switched off. Switch graphics acceleration on in its settings, or use another browser.',
    );
  }
  const factory = await importLoader(new URL(LOADER_PATH, base));
  const runtime = await WebAssembly.compile(assets.runtime);

  const create = async <Task>(
    task: {
      createFromOptions: (
        files: { wasmLoaderPath: string; wasmBinaryPath: string },
        options: { baseOptions: { modelAssetBuffer: Uint8Array; delegate: 'CPU' }; runningMode: 'IMAGE' },
      ) => Promise<Task>;
    },
    model: Uint8Array,
    options: object = {},
  ): Promise<Task> => {
    // The library takes the factory from the global scope and deletes it after each use. The runtime is compiled once
    // and handed over here: left alone, each task would fetch and compile it again.
    const scope = globalThis as MediaPipeScope;
    scope.ModuleFactory = factory;
    scope.Module = {
      instantiateWasm: (imports, done) => {
        void WebAssembly.instantiate(runtime, imports).then(done);
        return {};
      },
    };
    return task.createFromOptions(
      { wasmLoaderPath: '', wasmBinaryPath: 'handed over above' },
      { baseOptions: { modelAssetBuffer: model, delegate: 'CPU' }, runningMode: 'IMAGE', ...options },
    );
  };

  try {
    const minimum = { minDetectionConfidence: MIN_DETECTION };
    const short = await create(FaceDetector, assets.shortRange, minimum);
    const full = await create(FaceDetector, assets.fullRange, minimum);
    // An embedder is MediaPipe's task for "image in, numbers out": it returns the model's outputs as they are.
    const mesh = await create(ImageEmbedder, assets.landmarks);
    return {
      detectShort: (image) => detections(short, image),
      detectFull: (image) => detections(full, image),
      landmarks: (image) => rawLandmarks(mesh, image),
    };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError(
      'no-backend',
      `Face detection could not start in this browser (${reason}). Update it or try another.`,
      { cause },
    );
  }
}

async function importLoader(url: URL): Promise<unknown> {
  try {
    const loader = await import(/* @vite-ignore */ url.href);
    return loader.default;
  } catch (cause) {
    throw new AppError(
      'asset',
      `${url.pathname} could not be loaded as a script. It belongs to the app: publish it with the rest of the build.`,
      { cause },
    );
  }
}

function detections(detector: FaceDetector, image: OffscreenCanvas): Detection[] {
  return detector.detect(image).detections.flatMap(({ boundingBox, keypoints, categories }) => {
    const [left, right] = keypoints;
    if (!boundingBox || !left || !right) return [];
    const { originX: x, originY: y, width, height } = boundingBox;
    const toPixels = (point: Point) => ({ x: point.x * image.width, y: point.y * image.height });
    return [
      { box: { x, y, width, height }, eyes: [toPixels(left), toPixels(right)], score: categories[0]?.score ?? 0 },
    ];
  });
}

function rawLandmarks(mesh: ImageEmbedder, image: OffscreenCanvas): RawLandmarks {
  const [points, presence] = mesh.embed(image).embeddings;
  const logit = presence?.floatEmbedding?.[0] ?? Number.NEGATIVE_INFINITY;
  return { points: Float32Array.from(points?.floatEmbedding ?? []), presence: 1 / (1 + Math.exp(-logit)) };
}
