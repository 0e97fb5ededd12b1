/** Shapes and paddings that the gradient kernels share. Knows no kernel. */

import {
  backend_util,
  type Conv2DBackpropFilterAttrs,
  pad,
  type Rank,
  reshape,
  slice,
  type Tensor4D,
} from '@tensorflow/tfjs-core';

export type ConvInfo = backend_util.Conv2DInfo;

export type Shape4D = [number, number, number, number];

/** What every gradient of a convolution knows of it. */
export type ConvAttrs = Pick<Conv2DBackpropFilterAttrs, 'strides' | 'pad' | 'dimRoundingMode'>;

/** tfjs itself refuses gradients of dilated convolutions, so the dilation is always 1 here. */
export function convInfo(
  inputShape: Shape4D,
  filterShape: Shape4D,
  { strides, pad, dimRoundingMode }: ConvAttrs,
  depthwise = false,
): ConvInfo {
  return backend_util.computeConv2DInfo(inputShape, filterShape, strides, 1, pad, dimRoundingMode, depthwise);
}

/**
 * The input [B, H, W, C] padded by `value`, or cropped, to exactly the pixels that some window reads:
 * H = (outHeight − 1)·stride + kernel.
 */
export function windowed(x: Tensor4D, info: ConvInfo, value = 0): Tensor4D {
  const { top, left } = info.padInfo;
  const height = (info.outHeight - 1) * info.strideHeight + info.effectiveFilterHeight;
  const width = (info.outWidth - 1) * info.strideWidth + info.effectiveFilterWidth;
  return fit(x, -top, -left, height, width, value);
}

/** `height` rows from row `top` and `width` columns from column `left` of x; what lies outside x is `value`. */
export function fit(x: Tensor4D, top: number, left: number, height: number, width: number, value = 0): Tensor4D {
  const [batch, rows, columns, channels] = x.shape;
  const above = Math.max(0, -top);
  const before = Math.max(0, -left);
  const below = Math.max(0, top + height - rows);
  const after = Math.max(0, left + width - columns);
  const grown = above + below + before + after > 0;
  const padded = grown
    ? pad(
        x,
        [
          [0, 0],
          [above, below],
          [before, after],
          [0, 0],
        ],
        value,
      )
    : x;
  if (padded.shape[1] === height && padded.shape[2] === width) return padded;
  return slice(padded, [0, Math.max(0, top), Math.max(0, left), 0], [batch, height, width, channels]);
}

/** Puts stride − 1 zeros between the rows and columns of d [B, H, W, C]: the transpose of a strided read. */
export function spread(d: Tensor4D, { strideHeight, strideWidth }: ConvInfo): Tensor4D {
  if (strideHeight === 1 && strideWidth === 1) return d;
  const [batch, height, width, channels] = d.shape;
  const rows = [0, strideHeight - 1] as [number, number];
  const columns = [0, strideWidth - 1] as [number, number];
  const cells = reshape(d, [batch, height, 1, width, 1, channels]);
  const spaced = pad(cells, [[0, 0], [0, 0], rows, [0, 0], columns, [0, 0]]);
  const image = reshape<Rank.R4>(spaced, [batch, height * strideHeight, width * strideWidth, channels]);
  return fit(image, 0, 0, (height - 1) * strideHeight + 1, (width - 1) * strideWidth + 1);
}
