/** The encoder as a pure function over named parameters, built from the topology in base.json. Knows no classes. */

import { add, avgPool, fused, mean, relu, type Tensor1D, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Topology } from './base.ts';
import { type Parameters, parameter } from './parameters.ts';

type Conv = { name: string; size: number; from: number; to: number };

/** Names and shapes of the encoder's parameters: kernels HWIO, biases [out] (batch norms are folded in at export). */
export function encoderShapes(topology: Topology): Map<string, number[]> {
  const shapes = new Map<string, number[]>();
  for (const { name, size, from, to } of convolutions(topology)) {
    shapes.set(`${name}.kernel`, [size, size, from, to]);
    shapes.set(`${name}.bias`, [to]);
  }
  return shapes;
}

/** Length of the embedding. */
export function embeddingWidth(topology: Topology): number {
  return topology.stages.at(-1)?.channels ?? topology.stem;
}

function convolutions({ stem, stages }: Topology): Conv[] {
  const list: Conv[] = [{ name: 'encoder.stem', size: 3, from: 1, to: stem }];
  let channels = stem;
  for (const [s, { channels: to, blocks, stride }] of stages.entries()) {
    for (let b = 0; b < blocks; b++) {
      const block = `encoder.stages.${s}.${b}`;
      list.push({ name: `${block}.conv1`, size: 3, from: channels, to });
      list.push({ name: `${block}.conv2`, size: 3, from: to, to });
      // A shortcut needs weights only where the shape changes.
      if (channels !== to || (b === 0 && stride > 1)) {
        list.push({ name: `${block}.shortcut`, size: 1, from: channels, to });
      }
      channels = to;
    }
  }
  return list;
}

/**
 * Embeddings [B, width] of normalised grey crops x [B, size, size, 1]: a stem, then residual blocks (He et al. 2016)
 * with average-pooled shortcuts, then the spatial mean. Disposes nothing; call it inside `tidy`.
 */
export function encode(parameters: Parameters, topology: Topology, x: Tensor4D): Tensor2D {
  let h = conv(parameters, 'encoder.stem', x, 1, 'relu');
  for (const [s, { blocks, stride }] of topology.stages.entries()) {
    for (let b = 0; b < blocks; b++) {
      h = residualBlock(parameters, `encoder.stages.${s}.${b}`, h, b === 0 ? stride : 1);
    }
  }
  return mean<Tensor2D>(h, [1, 2]);
}

function residualBlock(parameters: Parameters, name: string, x: Tensor4D, stride: number): Tensor4D {
  const inner = conv(parameters, `${name}.conv1`, x, stride, 'relu');
  const residual = conv(parameters, `${name}.conv2`, inner, 1, 'linear');
  let shortcut = x;
  if (`${name}.shortcut.kernel` in parameters) {
    const pooled = stride > 1 ? avgPool(x, stride, stride, 'valid') : x;
    shortcut = conv(parameters, `${name}.shortcut`, pooled, 1, 'linear');
  }
  return relu(add(residual, shortcut));
}

/** Padding is symmetric and explicit as in PyTorch: 'same' would pad a strided convolution on one side only. */
function conv(
  parameters: Parameters,
  name: string,
  x: Tensor4D,
  strides: number,
  activation: 'relu' | 'linear',
): Tensor4D {
  const filter = parameter<Tensor4D>(parameters, `${name}.kernel`);
  const bias = parameter<Tensor1D>(parameters, `${name}.bias`);
  const pad = (filter.shape[0] - 1) / 2;
  return fused.conv2d({ x, filter, strides, pad, bias, activation });
}
