/**
 * Encoder, adapter and heads as an ONNX graph: the twin of encoder.ts, adapter.ts, heads.ts and affectHead.ts. Knows no
 * file and no backend.
 */

import { ADAPTER } from '../adapter.ts';
import { AFFECT_HEAD } from '../affectHead.ts';
import type { BaseModel, Topology } from '../base.ts';
import { embeddingWidth } from '../encoder.ts';
import { groupsOf } from '../groupNorm.ts';
import { OWN_HEAD } from '../heads.ts';
import type { StoredArrays } from '../safetensors.ts';
import { ANY, bytesInto, createGraph, floatsOut, type Graph } from './graph.ts';
import { type GraphProto, TensorProto_DataType } from './onnx_pb.ts';
import { reordered } from './reordered.ts';

/** `arrays`: as encoder, adapter and the shared heads name them. `temperature`: divisor of the logits. */
export type Network = {
  topology: Topology;
  normalisation: BaseModel['normalisation'];
  temperature: number;
  arrays: StoredArrays;
};

/** Begins the names of what is no weight of the network. */
export const CONSTANT = 'constant.';

/** From kernels HWIO to those of ONNX, OIHW, and back. */
export const KERNEL_ORDER = { there: [3, 2, 0, 1], back: [2, 3, 1, 0] };

/**
 * Crops u8 [N, size, size] to probabilities and logits [N, classes] and embeddings [N, width]; and to valence and arousal
 * [N, 2], `affect`, where there is the head for them.
 */
export function graphOf({ topology, normalisation, temperature, arrays }: Network): GraphProto {
  const graph = createGraph('expression');
  const { node } = graph;
  const scalar = (name: string, value: number) => graph.weight(`${CONSTANT}${name}`, [], Float32Array.of(value));
  const layers = { graph, arrays };

  const crops = bytesInto(graph, 'crops', [ANY, topology.inputSize, topology.inputSize]);
  const pixels = node('Unsqueeze', [node('Cast', [crops], { to: TensorProto_DataType.FLOAT }), graph.whole([1])]);
  const shares = node('Div', [pixels, scalar('white', 255)]);
  const centred = node('Sub', [shares, scalar('mean', normalisation.mean)]);
  const features = encoded(layers, topology, node('Div', [centred, scalar('deviation', normalisation.std)]));

  const inner = node('Relu', [dense(layers, ADAPTER.down, features)]);
  const embeddings = node('Add', [features, product(layers, ADAPTER.up, inner)], {}, 'embeddings');
  const logits = dense(layers, OWN_HEAD, embeddings, 'logits');
  node('Softmax', [node('Div', [logits, scalar('temperature', temperature)])], { axis: 1 }, 'probabilities');

  const classes = arrays.get(`${OWN_HEAD}.bias`)?.data.length ?? 0;
  floatsOut(graph, 'probabilities', [ANY, classes]);
  floatsOut(graph, 'logits', [ANY, classes]);
  floatsOut(graph, 'embeddings', [ANY, embeddingWidth(topology)]);
  if (arrays.has(`${AFFECT_HEAD}.out.kernel`)) {
    const hidden = node('Relu', [dense(layers, `${AFFECT_HEAD}.hidden`, embeddings)]);
    dense(layers, `${AFFECT_HEAD}.out`, hidden, 'affect');
    floatsOut(graph, 'affect', [ANY, 2]);
  }
  return graph.proto;
}

type Layers = { graph: Graph; arrays: StoredArrays };

/** Embeddings [N, width] of pixels [N, 1, size, size]. */
function encoded(layers: Layers, { inputSize, stages }: Topology, pixels: string): string {
  const { graph } = layers;
  let side = inputSize;
  let h = conv(layers, 'encoder.stem', pixels, 1, side, true);
  for (const [s, { blocks, stride: first }] of stages.entries()) {
    for (let b = 0; b < blocks; b++) {
      const [name, stride] = [`encoder.stages.${s}.${b}`, b === 0 ? first : 1];
      side = Math.ceil(side / stride);
      const inner = conv(layers, `${name}.conv1`, h, stride, side, true);
      const residual = conv(layers, `${name}.conv2`, inner, 1, side, false);
      let shortcut = h;
      if (layers.arrays.has(`${name}.shortcut.kernel`)) {
        const square = [stride, stride];
        const pooled = stride > 1 ? graph.node('AveragePool', [h], { kernel_shape: square, strides: square }) : h;
        shortcut = conv(layers, `${name}.shortcut`, pooled, 1, side, false);
      }
      h = graph.node('Relu', [graph.node('Add', [residual, shortcut])]);
    }
  }
  return graph.node('Flatten', [graph.node('GlobalAveragePool', [h])]);
}

/** @param side of what it gives, px */
function conv(layers: Layers, name: string, x: string, stride: number, side: number, rectified: boolean): string {
  const { graph, arrays } = layers;
  const { shape, data } = stored(arrays, `${name}.kernel`);
  const [size = 1] = shape;
  const pad = (size - 1) / 2;
  const kernel = reordered(shape, data, KERNEL_ORDER.there);
  const weights = [graph.weight(`${name}.kernel`, kernel.shape, kernel.data)];
  if (arrays.has(`${name}.bias`)) weights.push(vector(layers, `${name}.bias`));
  const attributes = { kernel_shape: [size, size], strides: [stride, stride], pads: [pad, pad, pad, pad] };
  let h = graph.node('Conv', [x, ...weights], attributes);
  if (arrays.has(`${name}.scale`)) h = groupNorm(layers, name, h, shape.at(-1) ?? 1, side);
  return rectified ? graph.node('Relu', [h]) : h;
}

/** Groups of channels as the channels of an instance norm, whose epsilon is ours by default. */
function groupNorm(layers: Layers, name: string, x: string, channels: number, side: number): string {
  const { graph } = layers;
  const groups = groupsOf(channels);
  const filled = (value: number) => new Float32Array(groups).fill(value);
  const [one, zero] = [1, 0].map((value) => graph.weight(`${CONSTANT}${name}.${value}`, [groups], filled(value)));
  const grouped = graph.node('Reshape', [x, graph.whole([0, groups, -1])]);
  const even = graph.node('InstanceNormalization', [grouped, one ?? '', zero ?? '']);
  const whole = graph.node('Reshape', [even, graph.whole([0, channels, side, side])]);
  const scaled = graph.node('Mul', [whole, vector(layers, `${name}.scale`, [channels, 1, 1])]);
  return graph.node('Add', [scaled, vector(layers, `${name}.offset`, [channels, 1, 1])]);
}

const dense = (layers: Layers, name: string, x: string, called?: string): string =>
  layers.graph.node('Add', [product(layers, name, x), vector(layers, `${name}.bias`)], {}, called);

const product = (layers: Layers, name: string, x: string): string =>
  layers.graph.node('MatMul', [x, vector(layers, `${name}.kernel`)]);

/** A stored array as it is, or with the same numbers in another shape. */
function vector({ graph, arrays }: Layers, name: string, as?: number[]): string {
  const { shape, data } = stored(arrays, name);
  return graph.weight(name, as ?? shape, data);
}

function stored(arrays: StoredArrays, name: string): { shape: number[]; data: Float32Array } {
  const found = arrays.get(name);
  if (!(found?.data instanceof Float32Array)) throw new Error(`There is no weight ${name}.`);
  return { shape: found.shape, data: found.data };
}
