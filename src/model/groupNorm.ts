/** Group normalisation: what a network that starts from random weights needs at small batches. Knows no model. */

import {
  add,
  mean,
  mul,
  type Rank,
  reshape,
  rsqrt,
  square,
  sub,
  type Tensor1D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';

/** A group has at least this many channels: fewer would make a group of one pixel constant. */
const LEAST_PER_GROUP = 8;

const EPSILON = 1e-5;

/** The most groups of equally many channels with at least 8 in each; one group where there is no such number. */
export function groupsOf(channels: number): number {
  for (let each = LEAST_PER_GROUP; each < channels; each++) {
    if (channels % each === 0) return channels / each;
  }
  return 1;
}

/**
 * x [B, h, w, c] with the mean and variance of each sample's groups of channels made 0 and 1, then scaled and shifted
 * by scale [c] and offset [c] (Wu & He 2018, eq. 1, 3, 4 and 6).
 */
export function groupNorm(x: Tensor4D, scale: Tensor1D, offset: Tensor1D): Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const groups = groupsOf(channels);
  const perGroup = [groups, channels / groups];
  const grouped = reshape<Rank.R4>(x, [batch, height * width, ...perGroup] as [number, number, number, number]);
  const centred = sub(grouped, mean(grouped, [1, 3], true));
  const inverse = rsqrt(add(mean(square(centred), [1, 3], true), EPSILON)); // [B, 1, groups, 1]
  const factor = mul(inverse, reshape(scale, perGroup)); // [B, 1, groups, c / groups]
  return reshape<Rank.R4>(add(mul(centred, factor), reshape(offset, perGroup)), x.shape);
}
