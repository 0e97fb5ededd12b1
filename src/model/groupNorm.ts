/** Group normalisation: what a network that starts from random weights needs at small batches. Knows no model. */

import {
  add,
  customGrad,
  mean,
  mul,
  type Rank,
  reshape,
  rsqrt,
  square,
  sub,
  sum,
  type Tensor,
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
 * by scale [c] and offset [c] (Wu & He 2018, eq. 1, 3, 4 and 6). Has no second derivative.
 */
export function groupNorm(x: Tensor4D, scale: Tensor1D, offset: Tensor1D): Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const groups = groupsOf(channels);
  const [pixels, each] = [height * width, channels / groups];
  const grouped = reshape<Rank.R4>(x, [batch, pixels, groups, each]);
  const normalised = normalise(grouped, reshape(scale, [groups, each]), reshape(offset, [groups, each]));
  return reshape<Rank.R4>(normalised, x.shape);
}

/** Of x [B, pixels, groups, each]. Its gradient by hand passes over x half as often as that of its parts. */
const normalise = customGrad<Tensor4D>((...given) => {
  const [x, scale, offset, save] = given as unknown as [Tensor4D, Tensor, Tensor, (tensors: Tensor[]) => void];
  const centred = sub(x, mean(x, [1, 3], true));
  const inverse = rsqrt(add(mean(square(centred), [1, 3], true), EPSILON)); // [B, 1, groups, 1]
  save([centred, inverse, scale]);
  const value = add(mul(centred, mul(inverse, scale)), offset) as Tensor4D;
  const gradFunc = (dy: Tensor, saved: Tensor[]) => {
    const [centred, inverse, scale] = saved as [Tensor, Tensor, Tensor];
    const count = (x.shape[1] ?? 0) * (x.shape[3] ?? 0);
    const dOffset = sum(dy, 1, true); // [B, 1, groups, each]
    const dScale = mul(sum(mul(dy, centred), 1, true), inverse);
    const toMean = mul(sum(mul(dOffset, scale), 3, true), inverse);
    const toDeviation = mul(sum(mul(dScale, scale), 3, true), square(inverse));
    const dx = sub(
      sub(mul(dy, mul(inverse, scale)), mul(centred, mul(toDeviation, 1 / count))),
      mul(toMean, 1 / count),
    );
    return [dx, reshape(sum(dScale, 0), scale.shape), reshape(sum(dOffset, 0), scale.shape)];
  };
  return { value, gradFunc };
});
