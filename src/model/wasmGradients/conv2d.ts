/** Gradients of a 2-D convolution, each computed as a forward one, which the wasm backend does fast (XNNPACK). */

import {
  type Conv2DBackpropFilterAttrs,
  type Conv2DBackpropInputAttrs,
  conv2d,
  matMul,
  type Rank,
  reshape,
  reverse,
  type Tensor4D,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';
import { type ConvInfo, convInfo, fit, spread, windowed } from './geometry.ts';

function isPointwise({ filterHeight, filterWidth, strideHeight, strideWidth, padInfo }: ConvInfo): boolean {
  return (
    filterHeight * filterWidth === 1 && strideHeight * strideWidth === 1 && padInfo.top === 0 && padInfo.left === 0
  );
}

/**
 * dL/dfilter [kh, kw, in, out] from x [B, H, W, in] and dy [B, h, w, out]: the convolution of x with dy as its filter,
 * batch and channels exchanged, the stride become a dilation.
 */
export function conv2DBackpropFilter(x: Tensor4D, dy: Tensor4D, attrs: Conv2DBackpropFilterAttrs): Tensor4D {
  return tidy(() => {
    const info = convInfo(x.shape, attrs.filterShape, attrs);
    if (isPointwise(info)) {
      const n = info.batchSize * info.outHeight * info.outWidth;
      // Transposed by hand: matMul's own flag takes a slow path.
      const rows = transpose(reshape<Rank.R2>(x, [n, info.inChannels]));
      return reshape<Rank.R4>(matMul(rows, reshape<Rank.R2>(dy, [n, info.outChannels])), attrs.filterShape);
    }
    const image = transpose(windowed(x, info), [3, 1, 2, 0]); // [in, H, W, B]
    const filter = transpose(dy, [1, 2, 0, 3]); // [h, w, B, out]
    const dilation: [number, number] = [info.strideHeight, info.strideWidth];
    return transpose(conv2d(image, filter, 1, 'valid', 'NHWC', dilation), [1, 2, 0, 3]);
  });
}

/**
 * dL/dx [B, H, W, in] from dy [B, h, w, out] and the filter [kh, kw, in, out]: the full convolution of dy, spread by
 * the stride, with the filter turned around. The backend's own kernel is a plain loop, about ten times slower.
 */
export function conv2DBackpropInput(dy: Tensor4D, filter: Tensor4D, attrs: Conv2DBackpropInputAttrs): Tensor4D {
  return tidy(() => {
    const info = convInfo(attrs.inputShape, filter.shape, attrs);
    if (isPointwise(info)) {
      const n = info.batchSize * info.inHeight * info.inWidth;
      const back = transpose(reshape<Rank.R2>(filter, [info.inChannels, info.outChannels]));
      return reshape<Rank.R4>(matMul(reshape<Rank.R2>(dy, [n, info.outChannels]), back), attrs.inputShape);
    }
    const { filterHeight, filterWidth, inHeight, inWidth, padInfo } = info;
    const full = fit(
      spread(dy, info),
      padInfo.top - (filterHeight - 1),
      padInfo.left - (filterWidth - 1),
      inHeight + filterHeight - 1,
      inWidth + filterWidth - 1,
    );
    return conv2d(full, transpose(reverse(filter, [0, 1]), [0, 1, 3, 2]), 1, 'valid');
  });
}
