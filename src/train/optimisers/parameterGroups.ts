/** Which parameters learn slower and which decay, by their names. Knows no optimiser. */

import { AppError } from '../../rpc/appError.ts';
import type { Groups } from './optimiser.ts';

/** Every parameter at the full rate, with decay. */
export const oneGroup: Groups = () => ({ rateFactor: 1, decay: true });

/**
 * Only kernels decay: pulling a bias or the scale of a norm towards 0 limits no complexity (He et al. 2019, section 3.1).
 * The encoder's do not: what it knows would fade where few samples are there to teach it again.
 * @param backbone factor of the encoder's rate, 0 … 1; heads and adapter learn at the full one
 */
export function parameterGroups(backbone: number): Groups {
  if (!(backbone >= 0 && backbone <= 1)) {
    throw new AppError('bad-input', `The encoder's part of the learning rate is 0 to 1, not ${backbone}.`);
  }
  return (name) => {
    const ofEncoder = name.startsWith('encoder.');
    return { rateFactor: ofEncoder ? backbone : 1, decay: !ofEncoder && name.endsWith('.kernel') };
  };
}
