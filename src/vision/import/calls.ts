/** The vision worker's calls that bring files into the store and out of it. */

import { AppError } from '../../rpc/appError.ts';
import type { Handlers } from '../../rpc/protocol.ts';
import type { Shared } from '../engine.ts';
import type { VisionCalls } from '../protocol.ts';

type Calls = Pick<Handlers<VisionCalls>, 'import' | 'skippedPicture' | 'cropByHand' | 'export'>;

export function importCalls(_shared: Shared): Calls {
  const later = () => {
    throw new AppError('internal', 'Not built yet.');
  };
  return { import: later, skippedPicture: later, cropByHand: later, export: later };
}
