/** The files that the vision worker needs, fetched from the app's own origin with progress. Knows nothing of MediaPipe. */

import { AppError } from '../rpc/appError.ts';

/**
 * Folders of files whose names say nothing of their version: it is in the path, so that a page never gets the files of
 * another build, and a host or the service worker may keep them for ever. Whoever changes a file changes its folder.
 */
export const MEDIAPIPE_FOLDER = 'mediapipe/0.10.35';
export const FACE_MODELS_FOLDER = 'face-models/1';

/**
 * Path below the app's root and size in bytes. The files are pinned by digest (tools/faceModels), so their sizes are
 * known; a compressed response's Content-Length would not tell them.
 */
export const ASSETS = {
  runtime: { path: `${MEDIAPIPE_FOLDER}/vision_wasm_module_internal.wasm`, bytes: 11_153_641 },
  shortRange: { path: `${FACE_MODELS_FOLDER}/short-range.tflite`, bytes: 229_880 },
  fullRange: { path: `${FACE_MODELS_FOLDER}/full-range.tflite`, bytes: 1_085_536 },
  landmarks: { path: `${FACE_MODELS_FOLDER}/landmarks.tflite`, bytes: 1_242_840 },
} as const;

/** Imported as a module, not fetched as data. */
export const LOADER_PATH = `${MEDIAPIPE_FOLDER}/vision_wasm_module_internal.js`;

export type AssetName = keyof typeof ASSETS;
export type Assets = Record<AssetName, Uint8Array<ArrayBuffer>>;

/**
 * @param base absolute URL of the app's root
 * @param report bytes that have arrived of all that will
 * @throws AppError `asset` when a file is missing, incomplete or not what it should be
 */
export async function downloadAssets(
  base: string,
  report: (progress: { done: number; total: number }) => void,
): Promise<Assets> {
  const names = Object.keys(ASSETS) as AssetName[];
  const total = names.reduce((sum, name) => sum + ASSETS[name].bytes, 0);
  let done = 0;
  const entries = names.map(async (name) => {
    const bytes = await download(new URL(ASSETS[name].path, base), ASSETS[name].bytes, (count) => {
      done += count;
      report({ done, total });
    });
    return [name, bytes] as const;
  });
  return Object.fromEntries(await Promise.all(entries)) as Assets;
}

async function download(url: URL, size: number, arrived: (count: number) => void): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url).catch((cause) => {
    throw new AppError('asset', `${url.pathname} could not be loaded. Check the connection and reload the page.`, {
      cause,
    });
  });
  if (!response.ok) {
    throw new AppError(
      'asset',
      `${url.pathname} is missing on this server (status ${response.status}). It belongs to the app: publish it with the rest of the build.`,
    );
  }
  // Servers of single-page apps answer any unknown path with their page.
  if (response.headers.get('content-type')?.includes('text/html')) {
    throw new AppError(
      'asset',
      `${url.pathname} is missing on this server, which sent a page instead. It belongs to the app: publish it with the rest of the build.`,
    );
  }
  return read(response, url, size, arrived);
}

async function read(
  response: Response,
  url: URL,
  size: number,
  arrived: (count: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(size);
  let length = 0;
  if (response.body) {
    const reader = response.body.getReader();
    for (let chunk = await reader.read(); chunk.value; chunk = await reader.read()) {
      if (length + chunk.value.length <= size) bytes.set(chunk.value, length);
      length += chunk.value.length;
      arrived(chunk.value.length);
    }
  }
  if (length !== size) {
    throw new AppError(
      'asset',
      `${url.pathname} has ${length} bytes where this version of the app expects ${size}. Reload the page without the cache.`,
    );
  }
  return bytes;
}
