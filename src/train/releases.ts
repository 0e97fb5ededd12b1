/** Base weights by their hash: the ones in use, and earlier releases, which stay part of the app for models made with them. */

import { loadWeights, type ReadAsset, type Weights } from '../model/weights.ts';
import { AppError, toAppError } from '../rpc/appError.ts';

/** Each release is fetched once. @returns what throws `bad-weights` for a release that is not there */
export function createReleases(read: ReadAsset, inUse: Weights): (hash: string) => Promise<Weights> {
  const known = new Map([[inUse.base.hash, Promise.resolve(inUse)]]);
  return (hash) => {
    const found = known.get(hash) ?? loadWeights(read, () => {}, hash);
    known.set(hash, found);
    return found.catch((thrown) => {
      // It may be there the next time: a network comes and goes.
      known.delete(hash);
      throw missing(thrown);
    });
  };
}

function missing(thrown: unknown): AppError {
  const error = toAppError(thrown);
  if (error.code !== 'asset') return error;
  return new AppError(
    'bad-weights',
    'This model was made on base weights that could not be loaded. Check the connection and try again; if that does not help, this copy of Mien does not have them.',
    { cause: error },
  );
}
