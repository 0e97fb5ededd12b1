/** `base.json`: what a set of base weights is, how it was made and how good it is. Validated at the door. */

import * as v from 'valibot';

const fraction = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const interval = v.tuple([fraction, fraction]);
const positive = v.pipe(v.number(), v.integer(), v.minValue(1));
const hex = (length: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${length}}$`)));

const Scores = v.object({
  n: positive,
  accuracy: fraction,
  accuracyInterval: interval,
  balancedAccuracy: fraction,
  balancedAccuracyInterval: interval,
  macroF1: fraction,
  ece: fraction,
  perClass: v.record(
    v.string(),
    v.object({ precision: fraction, recall: fraction, f1: fraction, support: v.pipe(v.number(), v.integer()) }),
  ),
});

export const TopologySchema = v.object({
  /** Side of the grey input, px. */
  inputSize: positive,
  /** Channels of the 3×3 stem. */
  stem: positive,
  /** Residual stages; the first block of each strides. The last stage's channels are the embedding's length. */
  stages: v.pipe(v.array(v.object({ channels: positive, blocks: positive, stride: positive })), v.minLength(1)),
  /** What follows each convolution; absent: none, as where batch norms were folded in. */
  norm: v.optional(v.picklist(['none', 'group'])),
});

export const BaseModelSchema = v.object({
  format: v.literal(1),
  /** Folder name: the first 16 hex digits of `sha256`. */
  hash: hex(16),
  file: v.string(),
  /** Of `file`. */
  sha256: hex(64),
  bytes: positive,
  topology: TopologySchema,
  /** Applied to pixels in [0, 1]: (x − mean) / std. */
  normalisation: v.object({ mean: v.number(), std: v.number() }),
  classes: v.pipe(v.array(v.string()), v.minLength(2)),
  /** Divisor of the logits that calibrates the softmax (Guo et al. 2017). */
  temperature: v.pipe(v.number(), v.minValue(0.05)),
  /** Below this calibrated top probability the page says "not sure". */
  threshold: fraction,
  parameters: positive,
  multiplyAdds: positive,
  metrics: v.object({ heldOut: Scores, valid: Scores }),
  /** Logits of the pattern in model/selfTest.ts, as PyTorch computes them from the exported weights. */
  selfTest: v.array(v.number()),
  provenance: v.record(v.string(), v.unknown()),
});

export type Topology = v.InferOutput<typeof TopologySchema>;
export type BaseModel = v.InferOutput<typeof BaseModelSchema>;
