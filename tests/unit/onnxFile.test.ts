/** A whole model as ONNX, run by a runtime that knows nothing of Mien, answers as the page does. */

import { InferenceSession, Tensor } from 'onnxruntime-web';
import { beforeAll, expect, it } from 'vitest';
import { createRng } from '../../src/math/rng.ts';
import type { BaseModel } from '../../src/model/baseModel.ts';
import { onnxWeights, writeOnnx } from '../../src/model/onnx/onnxFile.ts';
import { selfTestPattern } from '../../src/model/selfTest.ts';
import type { Weights } from '../../src/model/weights.ts';
import { sameArrays } from '../../src/train/modelFile.ts';
import { wholeModel } from '../../src/train/wholeModel.ts';
import { startModel } from '../../tools/training/startModel.ts';
import { answersOf, CHANGES, storedModel } from '../storedModels.ts';

const CROPS = 3;
const TEMPERATURE = 2;

let weights: Weights;
let base: BaseModel;

beforeAll(async () => {
  ({ weights, model: base } = await startModel('wasm'));
});

it.each(CHANGES)('answers for a model of $by, $scope from $from within 1e-3', async (change) => {
  const side = weights.base.topology.inputSize;
  const rng = createRng(9);
  const noise = Uint8Array.from({ length: (CROPS - 1) * side ** 2 }, () => 256 * rng.uniform());
  const crops = Uint8Array.from([...selfTestPattern(side), ...noise]);
  const stored = storedModel(weights, change);
  const { logits: expected, affect } = await answersOf(stored, base, weights, crops);

  const model = wholeModel(stored, weights);
  const file = writeOnnx({ ...model, temperature: TEMPERATURE }, { classes: 'a, b, c' });
  const session = await InferenceSession.create(file);
  const {
    logits,
    probabilities,
    embeddings,
    affect: place,
  } = await session.run({
    crops: new Tensor('uint8', crops, [CROPS, side, side]),
  });
  const classes = stored.run.classes.length;
  expect(logits?.dims).toEqual([CROPS, classes]);
  expect(embeddings?.dims[0]).toBe(CROPS);
  const found = (logits?.data ?? []) as Float32Array;
  const worst = Math.max(...expected.map((logit, i) => Math.abs(logit - (found[i] ?? Number.NaN))));
  console.log(
    `${change.by}, ${change.scope} from ${change.from}: ${file.length} bytes, logits agree to ${worst.toExponential(1)}`,
  );
  expect(Math.max(...expected) - Math.min(...expected)).toBeGreaterThan(0.1);
  expect(worst).toBeLessThan(1e-3);

  const shares = (probabilities?.data ?? []) as Float32Array;
  const powers = found.slice(0, classes).map((logit) => Math.exp(logit / TEMPERATURE));
  powers.forEach((power, c) => {
    expect(Math.abs((shares[c] ?? Number.NaN) - power / powers.reduce((a, b) => a + b, 0))).toBeLessThan(1e-5);
  });

  expect(session.outputNames.includes('affect')).toBe(change.by === 'cal');
  expect(place?.dims).toEqual(affect ? [CROPS, 2] : undefined);
  const places = (place?.data ?? []) as Float32Array;
  affect?.forEach((value, i) => {
    expect(Math.abs(value - (places[i] ?? Number.NaN))).toBeLessThan(1e-3);
  });
  await session.release();
});

it('gives its weights back as they were', () => {
  const { arrays, ...model } = wholeModel(storedModel(weights, { by: 'cal', scope: 'full', from: 'random' }), weights);
  const read = onnxWeights(writeOnnx({ ...model, arrays, temperature: 1 }, {}));
  expect([...read.keys()].sort()).toEqual([...arrays.keys()].sort());
  expect(sameArrays(arrays, read, arrays.keys())).toBe(true);
});
