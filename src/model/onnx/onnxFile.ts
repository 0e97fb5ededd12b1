/** A whole network as an ONNX file, and the weights of such a file. Knows neither the graph's nodes nor a backend. */

import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import type { StoredArrays } from '../safetensors.ts';
import { CONSTANT, graphOf, KERNEL_ORDER, type Network } from './network.ts';
import { ModelProtoSchema, TensorProto_DataType } from './onnx_pb.ts';
import { reordered } from './reordered.ts';

/** Of 2022, so that runtimes of some years ago run it too. */
const IR_VERSION = 8n;
const OPERATORS = 17n;

/** @param metadata texts that go with it; `docString`: what it is, for people */
export function writeOnnx(
  network: Network,
  metadata: { [key: string]: string },
  docString = '',
): Uint8Array<ArrayBuffer> {
  const model = create(ModelProtoSchema, {
    irVersion: IR_VERSION,
    producerName: 'Mien',
    docString,
    opsetImport: [{ domain: '', version: OPERATORS }],
    graph: graphOf(network),
    metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
  });
  return toBinary(ModelProtoSchema, model);
}

/** The weights of a file that `writeOnnx` made, by their names and in the order of numbers that they had before. */
export function onnxWeights(file: Uint8Array): StoredArrays {
  const { graph } = fromBinary(ModelProtoSchema, file);
  const arrays: StoredArrays = new Map();
  for (const { name, dims, dataType, rawData } of graph?.initializer ?? []) {
    if (dataType !== TensorProto_DataType.FLOAT || name.startsWith(CONSTANT)) continue;
    const shape = dims.map(Number);
    const data = new Float32Array(new Uint8Array(rawData).buffer);
    arrays.set(name, shape.length === 4 ? reordered(shape, data, KERNEL_ORDER.back) : { shape, data });
  }
  return arrays;
}
