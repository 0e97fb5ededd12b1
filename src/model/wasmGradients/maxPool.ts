/** Gradient of max pooling. The backend's own is wrong where a window's maximum is not positive. */

import {
  add,
  backend_util,
  cast,
  equal,
  type MaxPoolGradAttrs,
  mul,
  onesLike,
  stridedSlice,
  sub,
  type Tensor4D,
  tidy,
  zeros,
} from '@tensorflow/tfjs-core';
import { fit, spread, windowed } from './geometry.ts';

/** Below every f32 that a network produces. */
const LOWEST = -3.4e38;

/** dL/dx [B, H, W, C] from dy and y = maxPool(x) [B, h, w, C]: the first maximum of each window, row by row, gets it. */
export function maxPoolGrad(dy: Tensor4D, x: Tensor4D, y: Tensor4D, attrs: MaxPoolGradAttrs): Tensor4D {
  return tidy(() => {
    const { filterSize, strides, pad, dimRoundingMode } = attrs;
    const info = backend_util.computePool2DInfo(x.shape, filterSize, strides, 1, pad, dimRoundingMode);
    const { outHeight, outWidth, strideHeight, strideWidth, padInfo } = info;
    const read = windowed(x, info, LOWEST);
    const [batch, height, width, channels] = read.shape;
    let open: Tensor4D = onesLike(y);
    let gradient: Tensor4D = zeros([batch, height, width, channels]);
    for (let i = 0; i < info.effectiveFilterHeight; i++) {
      for (let j = 0; j < info.effectiveFilterWidth; j++) {
        const end = [batch, i + (outHeight - 1) * strideHeight + 1, j + (outWidth - 1) * strideWidth + 1, channels];
        const taps = stridedSlice(read, [0, i, j, 0], end, [1, strideHeight, strideWidth, 1]);
        const hit: Tensor4D = mul(cast(equal(taps, y), 'float32'), open);
        open = sub(open, hit);
        gradient = add(gradient, fit(spread(mul(hit, dy), info), -i, -j, height, width));
      }
    }
    return fit(gradient, padInfo.top, padInfo.left, info.inHeight, info.inWidth);
  });
}
