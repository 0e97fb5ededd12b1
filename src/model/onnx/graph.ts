/** An ONNX graph while it is written: nodes, weights and the names between them. Knows no network. */

import { create } from '@bufbuild/protobuf';
import {
  AttributeProtoSchema,
  AttributeProto_AttributeType as AttributeType,
  TensorProto_DataType as DataType,
  type GraphProto,
  GraphProtoSchema,
  NodeProtoSchema,
  TensorProtoSchema,
  TypeProtoSchema,
  ValueInfoProtoSchema,
} from './onnx_pb.ts';

/** A side that is whatever the caller gives. */
export const ANY = 'N';
type Sides = (number | typeof ANY)[];

/** Whole numbers, or lists of them. */
type Attributes = { [name: string]: number | number[] };

export type Graph = {
  proto: GraphProto;
  /** Adds a node. @returns the name of its output: `called`, or one that is free */
  node: (operator: string, inputs: string[], attributes?: Attributes, called?: string) => string;
  /** Adds a constant f32. @returns its name */
  weight: (name: string, shape: number[], values: Float32Array) => string;
  /** Adds a constant i64 [n], such as a shape. @returns its name */
  whole: (values: number[]) => string;
};

export function createGraph(name: string): Graph {
  const proto = create(GraphProtoSchema, { name });
  const constant = (tensor: string, dataType: DataType, shape: number[], values: ArrayBufferView<ArrayBuffer>) => {
    const rawData = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    proto.initializer.push(create(TensorProtoSchema, { name: tensor, dataType, dims: shape.map(BigInt), rawData }));
    return tensor;
  };
  return {
    proto,
    node: (opType, input, attributes = {}, called = `${opType}.${proto.node.length}`) => {
      const attribute = Object.entries(attributes).map(([key, value]) =>
        create(
          AttributeProtoSchema,
          Array.isArray(value)
            ? { name: key, type: AttributeType.INTS, ints: value.map(BigInt) }
            : { name: key, type: AttributeType.INT, i: BigInt(value) },
        ),
      );
      proto.node.push(create(NodeProtoSchema, { name: called, opType, input, output: [called], attribute }));
      return called;
    },
    weight: (tensor, shape, values) => constant(tensor, DataType.FLOAT, shape, Float32Array.from(values)),
    whole: (values) =>
      constant(
        `whole.${proto.initializer.length}`,
        DataType.INT64,
        [values.length],
        BigInt64Array.from(values.map(BigInt)),
      ),
  };
}

export const bytesInto = (graph: Graph, name: string, sides: Sides): string =>
  describe(graph.proto.input, name, DataType.UINT8, sides);

export const floatsOut = (graph: Graph, name: string, sides: Sides): string =>
  describe(graph.proto.output, name, DataType.FLOAT, sides);

function describe(list: GraphProto['input'], name: string, elemType: DataType, sides: Sides): string {
  const dim = sides.map((side) => ({
    value:
      side === ANY ? { case: 'dimParam' as const, value: side } : { case: 'dimValue' as const, value: BigInt(side) },
  }));
  const type = create(TypeProtoSchema, { tensorType: { elemType, shape: { dim } } });
  list.push(create(ValueInfoProtoSchema, { name, type }));
  return name;
}
