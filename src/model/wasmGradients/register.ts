/** Gives the wasm backend (tfjs 4.22.0) the gradient kernels that it lacks, does slowly or gets wrong, so that it can train. */

import {
  Conv2DBackpropFilter,
  type Conv2DBackpropFilterAttrs,
  Conv2DBackpropInput,
  type Conv2DBackpropInputAttrs,
  DepthwiseConv2dNativeBackpropFilter,
  type DepthwiseConv2dNativeBackpropFilterAttrs,
  DepthwiseConv2dNativeBackpropInput,
  type DepthwiseConv2dNativeBackpropInputAttrs,
  getKernel,
  type KernelFunc,
  MaxPoolGrad,
  type MaxPoolGradAttrs,
  registerKernel,
  type Tensor1D,
  type Tensor4D,
  UnsortedSegmentSum,
  type UnsortedSegmentSumAttrs,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import { conv2DBackpropFilter, conv2DBackpropInput } from './conv2d.ts';
import { depthwiseBackpropFilter, depthwiseBackpropInput } from './depthwise.ts';
import { maxPoolGrad } from './maxPool.ts';
import { unsortedSegmentSum } from './segmentSum.ts';

/**
 * A kernel's inputs and attributes are untyped in tfjs; inside an op they are the op's tensors, so ops apply to them.
 * `kernel` says which they are for the name that it is registered under.
 */
function composed<Inputs, Attrs>(kernel: (inputs: Inputs, attrs: Attrs) => ReturnType<KernelFunc>): KernelFunc {
  return ({ inputs, attrs }) => kernel(inputs as Inputs, attrs as Attrs);
}

const KERNELS: { [name: string]: KernelFunc } = {
  [Conv2DBackpropFilter]: composed(({ x, dy }: Taken<'x' | 'dy'>, attrs: Conv2DBackpropFilterAttrs) =>
    conv2DBackpropFilter(x, dy, attrs),
  ),
  [Conv2DBackpropInput]: composed(({ dy, filter }: Taken<'dy' | 'filter'>, attrs: Conv2DBackpropInputAttrs) =>
    conv2DBackpropInput(dy, filter, attrs),
  ),
  [DepthwiseConv2dNativeBackpropFilter]: composed(
    ({ x, dy }: Taken<'x' | 'dy'>, attrs: DepthwiseConv2dNativeBackpropFilterAttrs) =>
      depthwiseBackpropFilter(x, dy, attrs),
  ),
  [DepthwiseConv2dNativeBackpropInput]: composed(
    ({ dy, filter }: Taken<'dy' | 'filter'>, attrs: DepthwiseConv2dNativeBackpropInputAttrs) =>
      depthwiseBackpropInput(dy, filter, attrs),
  ),
  [MaxPoolGrad]: composed(({ dy, input, output }: Taken<'dy' | 'input' | 'output'>, attrs: MaxPoolGradAttrs) =>
    maxPoolGrad(dy, input, output, attrs),
  ),
  [UnsortedSegmentSum]: composed(
    ({ x, segmentIds }: Taken<'x'> & { segmentIds: Tensor1D }, { numSegments }: UnsortedSegmentSumAttrs) =>
      unsortedSegmentSum(x, segmentIds, numSegments),
  ),
};

type Taken<Name extends string> = { [K in Name]: Tensor4D };

let registered = false;

/** Call after the backend's module has been imported; later calls do nothing. */
export function registerWasmGradients(): void {
  if (registered) return;
  for (const [kernelName, kernelFunc] of Object.entries(KERNELS)) {
    if (getKernel(kernelName, 'wasm')) unregisterKernel(kernelName, 'wasm');
    registerKernel({ kernelName, backendName: 'wasm', kernelFunc });
  }
  registered = true;
}
