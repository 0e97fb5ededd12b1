/** Gradients of a depthwise convolution with one filter per channel, each computed as a forward one. */

import {
  type DepthwiseConv2dNativeBackpropFilterAttrs,
  type DepthwiseConv2dNativeBackpropInputAttrs,
  depthwiseConv2d,
  type Rank,
  reshape,
  reverse,
  sum,
  type Tensor4D,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';
import { type ConvAttrs, type ConvInfo, convInfo, fit, type Shape4D, spread, windowed } from './geometry.ts';

function depthwiseInfo(inputShape: Shape4D, filterShape: Shape4D, attrs: ConvAttrs): ConvInfo {
  if (filterShape[3] !== 1) throw new Error('Depthwise gradients on wasm need a channel multiplier of 1.');
  return convInfo(inputShape, filterShape, attrs, true);
}

/**
 * dL/dfilter [kh, kw, C, 1] from x [B, H, W, C] and dy [B, h, w, C]: one depthwise convolution over B·C channels with dy
 * as its filter, the stride become a dilation, then the sum over the batch.
 */
export function depthwiseBackpropFilter(
  x: Tensor4D,
  dy: Tensor4D,
  attrs: DepthwiseConv2dNativeBackpropFilterAttrs,
): Tensor4D {
  return tidy(() => {
    const info = depthwiseInfo(x.shape, attrs.filterShape, attrs);
    const [kh, kw, channels] = attrs.filterShape;
    const { batchSize, outHeight, outWidth } = info;
    const read = windowed(x, info);
    const planes = batchSize * channels;
    const image = reshape<Rank.R4>(transpose(read, [1, 2, 0, 3]), [1, read.shape[1], read.shape[2], planes]);
    const filter = reshape<Rank.R4>(transpose(dy, [1, 2, 0, 3]), [outHeight, outWidth, planes, 1]);
    const dilation: [number, number] = [info.strideHeight, info.strideWidth];
    const perImage = depthwiseConv2d(image, filter, 1, 'valid', 'NHWC', dilation); // [1, kh, kw, B·C]
    return reshape<Rank.R4>(sum(reshape(perImage, [kh, kw, batchSize, channels]), 2), attrs.filterShape);
  });
}

/** dL/dx [B, H, W, C] from dy [B, h, w, C] and the filter [kh, kw, C, 1]. */
export function depthwiseBackpropInput(
  dy: Tensor4D,
  filter: Tensor4D,
  attrs: DepthwiseConv2dNativeBackpropInputAttrs,
): Tensor4D {
  return tidy(() => {
    const info = depthwiseInfo(attrs.inputShape, filter.shape, attrs);
    const { filterHeight, filterWidth, inHeight, inWidth, padInfo } = info;
    const full = fit(
      spread(dy, info),
      padInfo.top - (filterHeight - 1),
      padInfo.left - (filterWidth - 1),
      inHeight + filterHeight - 1,
      inWidth + filterWidth - 1,
    );
    return depthwiseConv2d(full, reverse(filter, [0, 1]), 1, 'valid');
  });
}
