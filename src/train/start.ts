/** The encoder that a run starts from: the released one, or one that has seen nothing. Knows no samples. */

import { createRng } from '../math/rng.ts';
import type { BaseModel, Topology } from '../model/base.ts';
import { createEncoder, encoderShapes } from '../model/encoder.ts';
import type { StoredArrays } from '../model/safetensors.ts';
import type { Weights } from '../model/weights.ts';
import type { CommonOptions } from './options.ts';

/** `key` names the encoder's weights: what was computed with them may be kept under it. */
export type Start = {
  key: string;
  topology: Topology;
  normalisation: BaseModel['normalisation'];
  arrays: StoredArrays;
};

/** About half the base encoder's work a step; folded convolutions have no norm left, so a start needs its own. */
function scratchTopology({ inputSize }: Topology): Topology {
  return {
    inputSize,
    stem: 16,
    stages: [
      { channels: 32, blocks: 1, stride: 2 },
      { channels: 64, blocks: 2, stride: 2 },
      { channels: 128, blocks: 2, stride: 2 },
    ],
    norm: 'group',
  };
}

export function startOf({ base, arrays }: Weights, { start, seed }: Pick<CommonOptions, 'start' | 'seed'>): Start {
  const { normalisation, topology } = base;
  if (start === 'base') {
    const own = [...encoderShapes(topology).keys()].map((name) => [name, arrays.get(name)!] as const);
    return { key: base.hash, topology, normalisation, arrays: new Map(own) };
  }
  const scratch = scratchTopology(topology);
  return {
    key: `random ${seed}`,
    topology: scratch,
    normalisation,
    arrays: createEncoder(scratch, createRng(seed)),
  };
}
