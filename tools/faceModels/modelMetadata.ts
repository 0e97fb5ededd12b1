/**
 * TFLite model metadata (schema metadata_schema.fbs of tflite-support, identifier M001): how an image becomes the input
 * tensor. MediaPipe's tasks refuse a model without it. Field numbers below are the schema's.
 */

import { Builder } from 'flatbuffers';
import { alignedBytes, floats, offsets } from './vectors.ts';

export type ModelInfo = {
  name: string;
  /** Input = (pixel − mean) / std, pixels 0–255. */
  mean: number;
  std: number;
  /** Names of the output tensors, in order. */
  outputs: string[];
  /** A further FlatBuffer that a task looks up by name. */
  custom?: { name: string; data: Uint8Array };
};

/** Discriminators of the schema's unions and enums. */
const NORMALIZATION_OPTIONS = 1;
const IMAGE_PROPERTIES = 2;
const COLOUR_SPACE_RGB = 1;

export function modelMetadata({ name, mean, std, outputs, custom }: ModelInfo): Uint8Array {
  const builder = new Builder(1024);

  const inputs = offsets(builder, [imageInput(builder, mean, std)]);
  const outputTensors = offsets(
    builder,
    outputs.map((output) => tensor(builder, output)),
  );
  const customs = custom ? offsets(builder, [customMetadata(builder, custom.name, custom.data)]) : 0;

  builder.startObject(10); // SubGraphMetadata
  builder.addFieldOffset(2, inputs, 0);
  builder.addFieldOffset(3, outputTensors, 0);
  builder.addFieldOffset(9, customs, 0);
  const subgraphs = offsets(builder, [builder.endObject()]);

  const modelName = builder.createString(name);
  const minimumParserVersion = builder.createString(custom ? '1.5.0' : '1.0.0');
  builder.startObject(8); // ModelMetadata
  builder.addFieldOffset(0, modelName, 0);
  builder.addFieldOffset(3, subgraphs, 0);
  builder.addFieldOffset(7, minimumParserVersion, 0);
  builder.finish(builder.endObject(), 'M001');
  return builder.asUint8Array();
}

function tensor(builder: Builder, name: string, content = 0, processUnits = 0): number {
  const tensorName = builder.createString(name);
  builder.startObject(7); // TensorMetadata
  builder.addFieldOffset(0, tensorName, 0);
  builder.addFieldOffset(3, content, 0);
  builder.addFieldOffset(4, processUnits, 0);
  return builder.endObject();
}

function imageInput(builder: Builder, mean: number, std: number): number {
  const means = floats(builder, [mean]);
  const stds = floats(builder, [std]);
  builder.startObject(2); // NormalizationOptions
  builder.addFieldOffset(0, means, 0);
  builder.addFieldOffset(1, stds, 0);
  const normalisation = builder.endObject();

  builder.startObject(2); // ProcessUnit
  builder.addFieldInt8(0, NORMALIZATION_OPTIONS, 0);
  builder.addFieldOffset(1, normalisation, 0);
  const units = offsets(builder, [builder.endObject()]);

  builder.startObject(2); // ImageProperties
  builder.addFieldInt8(0, COLOUR_SPACE_RGB, 0);
  const image = builder.endObject();

  builder.startObject(3); // Content
  builder.addFieldInt8(0, IMAGE_PROPERTIES, 0);
  builder.addFieldOffset(1, image, 0);
  return tensor(builder, 'image', builder.endObject(), units);
}

function customMetadata(builder: Builder, name: string, data: Uint8Array): number {
  const bytes = alignedBytes(builder, data);
  const key = builder.createString(name);
  builder.startObject(2); // CustomMetadata
  builder.addFieldOffset(0, key, 0);
  builder.addFieldOffset(1, bytes, 0);
  return builder.endObject();
}
