/** Gradients of a depthwise convolution with one filter per channel, each computed as a forward one. */

import {
  backend_util,
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
import { type ConvInfo, fit, spread, windowed } from './geometry.ts';

type Shape4D = [number, number, number, number];

function convInfo(
  inputShape: Shape4D,
  filterShape: Shape4D,
  attrs: DepthwiseConv2dNativeBackpropFilterAttrs | DepthwiseConv2dNativeBackpropInputAttrs,
): ConvInfo {
  if (filterShape[3] !== 1) throw new Error('Depthwise gradients on wasm need a channel multiplier of 1.');
  const { strides, dilations, pad, dimRoundingMode } = attrs;
  return backend_util.computeConv2DInfo(inputShape, filterShape, strides, dilations, pad, dimRoundingMode, true);
}

/**
 * dL/dfilter [kh, kw, C, 1] from x [B, H, W, C] and dy [B, h, w, C]: one depthwise convolution over B·C channels with dy
 * as its filter, stride and dilation exchanged, then the sum over the batch.
 */
export function depthwiseBackpropFilter(
  x: Tensor4D,
  dy: Tensor4D,
  attrs: DepthwiseConv2dNativeBackpropFilterAttrs,
): Tensor4D {
  return tidy(() => {
    const info = convInfo(x.shape, attrs.filterShape, attrs);
    const [kh, kw, channels] = attrs.filterShape;
    const { batchSize, outHeight, outWidth } = info;
    const read = windowed(x, info);
    const planes = batchSize * channels;
    const image = reshape<Rank.R4>(transpose(read, [1, 2, 0, 3]), [1, read.shape[1], read.shape[2], planes]);
    const filter = reshape<Rank.R4>(transpose(dy, [1, 2, 0, 3]), [outHeight, outWidth, planes, 1]);
    const perImage = depthwiseConv2d(image, filter, [info.dilationHeight, info.dilationWidth], 'valid', 'NHWC', [
      info.strideHeight,
      info.strideWidth,
    ]);
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
    const info = convInfo(attrs.inputShape, filter.shape, attrs);
    const { effectiveFilterHeight, effectiveFilterWidth, inHeight, inWidth, padInfo } = info;
    const full = fit(
      spread(dy, info),
      padInfo.top - (effectiveFilterHeight - 1),
      padInfo.left - (effectiveFilterWidth - 1),
      inHeight + effectiveFilterHeight - 1,
      inWidth + effectiveFilterWidth - 1,
    );
    return depthwiseConv2d(full, reverse(filter, [0, 1]), 1, 'valid', 'NHWC', [
      info.dilationHeight,
      info.dilationWidth,
    ]);
  });
}
