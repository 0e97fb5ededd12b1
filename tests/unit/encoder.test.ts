import { memory, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend } from '../../src/model/backend.ts';
import { type BaseModel, startBaseModel } from '../../src/model/baseModel.ts';
import { selfTestPattern } from '../../src/model/selfTest.ts';
import { loadWeights } from '../../src/model/weights.ts';
import { readPublic } from './readPublic.ts';

let model: BaseModel;

beforeAll(async () => {
  const weights = await loadWeights(readPublic);
  const chosen = await chooseBackend({
    choice: 'wasm',
    avoid: [],
    wasmFolder: null,
    start: () => startBaseModel(weights),
  });
  model = chosen.model;
});

function logits(crops: Uint8Array, count: number): Promise<Float32Array> {
  const out = tidy(() => model.logits(model.embed(crops, count)));
  return out.data<'float32'>().then((values) => {
    const copy = new Float32Array(values);
    out.dispose();
    return copy;
  });
}

describe('the encoder and the expression head on wasm', () => {
  it('give the logits that PyTorch gives on the self-test pattern, within 1e-3', async () => {
    const { inputSize } = model.description.topology;
    const before = memory().numTensors;
    const found = await logits(selfTestPattern(inputSize), 1);
    model.description.selfTest.forEach((value, i) => {
      expect(Math.abs((found[i] ?? Number.NaN) - value)).toBeLessThan(1e-3);
    });
    expect(memory().numTensors).toBe(before);
  });
});
