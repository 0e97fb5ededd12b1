/** A whole model as an ONNX file that was proved to hold it. Fetched when it is first asked for. */

import { onnxWeights, writeOnnx } from '../model/onnx/onnxFile.ts';
import { AppError } from '../rpc/appError.ts';
import { modelCardMarkdown } from './modelCard.ts';
import { type ModelFile, sameArrays, TEMPERATURE } from './modelFile.ts';

/**
 * Its metadata say what the classes are, in the order of the outputs, and hold the card, both as JSON.
 * @throws `internal` when what is read back from the file are not the model's weights
 */
export function onnxOf({ card, arrays, ...model }: ModelFile): Uint8Array<ArrayBuffer> {
  const classes = JSON.stringify(card.classes.map(({ name }) => name));
  const file = writeOnnx(
    { ...model, arrays, temperature: TEMPERATURE },
    { classes, card: JSON.stringify(card) },
    modelCardMarkdown(card, model.topology.inputSize),
  );
  const read = onnxWeights(file);
  if (read.size !== arrays.size || !sameArrays(arrays, read, arrays.keys())) {
    throw new AppError('internal', 'the ONNX file does not hold the model that was put into it');
  }
  return file;
}
