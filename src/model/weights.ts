/** Loads a released set of base weights and refuses anything that is not exactly what base.json says. Knows no backend. */

import * as v from 'valibot';
import { sha256 } from '../math/sha256.ts';
import { AppError } from '../rpc/appError.ts';
import { type BaseModel, BaseModelSchema } from './base.ts';
import current from './current.json' with { type: 'json' };
import { embeddingWidth, encoderShapes } from './encoder.ts';
import { EXPRESSION_HEAD, headShapes } from './heads.ts';
import { readSafetensors, type StoredArrays } from './safetensors.ts';

export type Weights = { base: BaseModel; arrays: StoredArrays };

/** Reads a file of the app by its path below the app's root, reporting the bytes read so far. */
export type ReadAsset = (path: string, onBytes?: (done: number) => void) => Promise<ArrayBuffer>;

/**
 * Released base weights, f32.
 * @param onProgress bytes of the weights file read so far and in all
 * @param hash the folder of an earlier release; left out: the current one
 * @throws `asset` when a file is missing, `bad-weights` when one is not what it should be
 */
export async function loadWeights(
  read: ReadAsset,
  onProgress: (done: number, total: number) => void = () => {},
  hash = current.hash,
): Promise<Weights> {
  const folder = `weights/${hash}`;
  const base = parseBase(await read(`${folder}/base.json`));
  const file = await read(`${folder}/${base.file}`, (done) => onProgress(done, base.bytes));
  if (base.hash !== hash || (await sha256(file)) !== base.sha256)
    throw refused('the weights do not fit their checksum');
  const { arrays } = readSafetensors(file);
  const width = embeddingWidth(base.topology);
  checkShapes(
    arrays,
    new Map([...encoderShapes(base.topology), ...headShapes(EXPRESSION_HEAD, width, base.classes.length)]),
  );
  return { base, arrays };
}

/** @throws `bad-weights` unless the arrays have exactly these names and shapes */
export function checkShapes(arrays: StoredArrays, shapes: Map<string, number[]>): void {
  for (const [name, shape] of shapes) {
    const found = arrays.get(name)?.shape;
    if (found?.join() !== shape.join()) {
      throw refused(`“${name}” should be [${shape}] and is ${found ? `[${found}]` : 'missing'}`);
    }
  }
  if (arrays.size !== shapes.size) throw refused(`there are ${arrays.size} tensors instead of ${shapes.size}`);
}

/** @param root absolute URL of the app's root, ending in a slash */
export function fetchFrom(root: string): ReadAsset {
  return async (path, onBytes = () => {}) => {
    const failed = (cause?: unknown) =>
      new AppError('asset', `The file ${path} could not be loaded. Check the connection and reload the page.`, {
        cause,
      });
    try {
      const response = await fetch(new URL(path, root));
      if (!response.ok || !response.body) throw failed(response.status);
      const chunks: Uint8Array<ArrayBuffer>[] = [];
      let done = 0;
      const reader = response.body.getReader();
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        chunks.push(next.value);
        done += next.value.length;
        onBytes(done);
      }
      return await new Blob(chunks).arrayBuffer();
    } catch (error) {
      throw error instanceof AppError ? error : failed(error);
    }
  };
}

function parseBase(bytes: ArrayBuffer): BaseModel {
  try {
    return v.parse(BaseModelSchema, JSON.parse(new TextDecoder().decode(bytes)));
  } catch (error) {
    throw refused('base.json is not understood', error);
  }
}

function refused(reason: string, cause?: unknown): AppError {
  return new AppError(
    'bad-weights',
    `The model's files are damaged: ${reason}. Reload the page; if that does not help, clear its cached files.`,
    { cause },
  );
}
