/** The encoder as a pure function over named parameters, built from the topology in base.json. Knows no classes. */

import {
  add,
  avgPool,
  conv2d,
  fused,
  mean,
  relu,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { normal, type Rng } from '../math/rng.ts';
import type { Topology } from './base.ts';
import { groupNorm } from './groupNorm.ts';
import { type Parameters, parameter } from './parameters.ts';
import type { StoredArrays } from './safetensors.ts';

/** What is trained beside the heads: nothing, the last stage, or the whole encoder. */
export type Scope = 'heads' | 'last' | 'full';

type Conv = { name: string; size: number; from: number; to: number };

/**
 * Names and shapes of the encoder's parameters: kernels HWIO, and for each output channel a bias (batch norms are
 * folded in at export) or, with group norm, a scale and an offset.
 */
export function encoderShapes(topology: Topology): Map<string, number[]> {
  const shapes = new Map<string, number[]>();
  for (const { name, size, from, to } of convolutions(topology)) {
    shapes.set(`${name}.kernel`, [size, size, from, to]);
    for (const each of topology.norm === 'group' ? ['scale', 'offset'] : ['bias']) shapes.set(`${name}.${each}`, [to]);
  }
  return shapes;
}

/** Names of the parameters that `encodeLastStage` reads. */
export function lastStageNames(topology: Topology): string[] {
  const stage = `${stageName(topology.stages.length - 1)}.`;
  return [...encoderShapes(topology).keys()].filter((name) => name.startsWith(stage));
}

/** Height, width and channels of what `encodeTrunk` gives. */
export function trunkShape({ inputSize, stem, stages }: Topology): [number, number, number] {
  const trunk = stages.slice(0, -1);
  const side = trunk.reduce((size, { stride }) => Math.ceil(size / stride), inputSize);
  return [side, side, trunk.at(-1)?.channels ?? stem];
}

/**
 * An encoder that has seen nothing: kernels after He et al. 2015 (eq. 10), biases and offsets 0, scales 1. The last
 * layer of each residual branch starts at 0 (Goyal et al. 2017, section 5.1), so that depth does not add variance.
 */
export function createEncoder(topology: Topology, rng: Rng): StoredArrays {
  const branchEnd = topology.norm === 'group' ? '.conv2.scale' : '.conv2.kernel';
  const arrays: StoredArrays = new Map();
  for (const [name, shape] of encoderShapes(topology)) {
    const length = shape.reduce((product, size) => product * size, 1);
    const data = new Float32Array(length);
    arrays.set(name, { shape, data });
    if (name.endsWith(branchEnd)) continue;
    if (name.endsWith('.scale')) data.fill(1);
    if (name.endsWith('.kernel')) {
      const deviation = Math.sqrt((2 * (shape.at(-1) ?? 1)) / length);
      for (let i = 0; i < length; i++) data[i] = deviation * normal(rng);
    }
  }
  return arrays;
}

/** Length of the embedding. */
export function embeddingWidth(topology: Topology): number {
  return topology.stages.at(-1)?.channels ?? topology.stem;
}

function stageName(stage: number): string {
  return `encoder.stages.${stage}`;
}

function convolutions({ stem, stages }: Topology): Conv[] {
  const list: Conv[] = [{ name: 'encoder.stem', size: 3, from: 1, to: stem }];
  let channels = stem;
  for (const [s, { channels: to, blocks, stride }] of stages.entries()) {
    for (let b = 0; b < blocks; b++) {
      const block = `${stageName(s)}.${b}`;
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
  return encodeLastStage(parameters, topology, encodeTrunk(parameters, topology, x));
}

/** `encode` without its last stage: activations [B, …trunkShape] of x [B, size, size, 1]. */
export function encodeTrunk(parameters: Parameters, topology: Topology, x: Tensor4D): Tensor4D {
  let h = conv(parameters, 'encoder.stem', x, 1, 'relu');
  for (let s = 0; s < topology.stages.length - 1; s++) h = encodeStage(parameters, topology, s, h);
  return h;
}

/** The rest of `encode`: embeddings [B, width] of the trunk's activations. */
export function encodeLastStage(parameters: Parameters, topology: Topology, activations: Tensor4D): Tensor2D {
  const h = encodeStage(parameters, topology, topology.stages.length - 1, activations);
  return mean<Tensor2D>(h, [1, 2]);
}

function encodeStage(parameters: Parameters, { stages }: Topology, stage: number, x: Tensor4D): Tensor4D {
  const { blocks = 0, stride = 1 } = stages[stage] ?? {};
  let h = x;
  for (let b = 0; b < blocks; b++) h = residualBlock(parameters, `${stageName(stage)}.${b}`, h, b === 0 ? stride : 1);
  return h;
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
  const pad = (filter.shape[0] - 1) / 2;
  if (`${name}.scale` in parameters) {
    const scale = parameter<Tensor1D>(parameters, `${name}.scale`);
    const h = groupNorm(conv2d(x, filter, strides, pad), scale, parameter<Tensor1D>(parameters, `${name}.offset`));
    return activation === 'relu' ? relu(h) : h;
  }
  const bias = parameter<Tensor1D>(parameters, `${name}.bias`);
  return fused.conv2d({ x, filter, strides, pad, bias, activation });
}
