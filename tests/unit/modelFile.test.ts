/** A whole model goes through a file and answers as before, whatever of the encoder was changed; anything else is refused. */

import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../src/math/rng.ts';
import type { BaseModel } from '../../src/model/baseModel.ts';
import { readSafetensors, writeSafetensors } from '../../src/model/safetensors.ts';
import type { Weights } from '../../src/model/weights.ts';
import { adoptedFile, linkTensors } from '../../src/train/handOver.ts';
import { type ModelFile, readModelFile, sameModel, writeModelFile } from '../../src/train/modelFile.ts';
import { wholeModel } from '../../src/train/wholeModel.ts';
import { startModel } from '../../tools/training/startModel.ts';
import { answersOf, CHANGES, cardFor, storedModel } from '../storedModels.ts';

let weights: Weights;
let base: BaseModel;
let crops: Uint8Array;

beforeAll(async () => {
  ({ weights, model: base } = await startModel('wasm'));
  const rng = createRng(3);
  crops = Uint8Array.from({ length: 2 * weights.base.topology.inputSize ** 2 }, () => 256 * rng.uniform());
});

const host = { newId: () => crypto.randomUUID(), now: () => 7 };

function fileOf(change: Parameters<typeof storedModel>[1]): ModelFile {
  const stored = storedModel(weights, change);
  return { ...wholeModel(stored, weights), card: cardFor(stored) };
}

describe.each(CHANGES)('a model of $by, $scope from $from', (change) => {
  it('is read as it was written, and answers alike', async () => {
    const model = fileOf(change);
    const read = readModelFile(writeModelFile(model));
    expect(sameModel(model, read)).toBe(true);
    const { run, checkpoint } = adoptedFile(read, [weights], host);
    expect(run).toMatchObject({ name: 'Model 1', state: 'done', samples: { ids: [] }, card: model.card });
    const [before, after] = [storedModel(weights, change), { run, tensors: checkpoint.tensors }];
    const [expected, found] = [
      await answersOf(before, base, weights, crops),
      await answersOf(after, base, weights, crops),
    ];
    expect(expected.logits.length).toBe(6);
    expect(expected.affect?.length).toBe(change.by === 'cal' ? 4 : undefined);
    expect(found.affect?.length).toBe(expected.affect?.length);
    const said = ({ logits, affect }: typeof found) => [...logits, ...(affect ?? [])];
    said(found).forEach((value, i) => {
      expect(Math.abs(value - (said(expected)[i] ?? Number.NaN))).toBeLessThan(1e-5);
    });
    // Handed on, it is the same model.
    const again = wholeModel({ run, tensors: checkpoint.tensors }, weights);
    expect(sameModel(model, { ...again, card: model.card })).toBe(true);
  });
});

describe('a model', () => {
  it('that came as a file keeps of the encoder only what was changed, and then fits into a link again', () => {
    const sizes = CHANGES.filter(({ by }) => by === 'supervised').map((change) => {
      const { run, checkpoint } = adoptedFile(fileOf(change), [weights], host);
      expect(linkTensors({ run, tensors: checkpoint.tensors }, weights) !== null).toBe(
        change.scope === 'heads' && change.from === 'base',
      );
      return checkpoint.tensors.byteLength;
    });
    const [heads = 0, last = 0, full = 0] = sizes;
    expect(heads).toBeLessThan(50_000);
    expect(last).toBeGreaterThan(2_000_000);
    expect(full).toBeGreaterThan(last + 1_000_000);
  });

  it('opens although the release that it names is unknown here', () => {
    const model = fileOf({ scope: 'heads', from: 'base' });
    const card = { ...model.card, encoder: '0123456789abcdef' };
    expect(adoptedFile({ ...model, card }, [weights], host).run).toMatchObject({ encoder: weights.base.hash, card });
  });

  it('of an encoder that this version does not know is refused', () => {
    const model = fileOf({ scope: 'heads', from: 'base' });
    expect(() => adoptedFile({ ...model, normalisation: { mean: 0.4, std: 0.25 } }, [weights], host)).toThrow(
      'encoder of a form',
    );
  });

  it('leaves no tensor behind', async () => {
    const before = memory().numTensors;
    const stored = storedModel(weights, { scope: 'last', from: 'base' });
    await answersOf(stored, base, weights, crops);
    expect(memory().numTensors).toBe(before);
  });
});

type About = { card: { [key: string]: unknown }; topology: { stages: object[] }; [key: string]: unknown };

/** A file whose account of itself was changed by hand. */
function withAbout(change: (about: About) => void): ArrayBuffer {
  const { arrays, metadata } = readSafetensors(writeModelFile(fileOf({ scope: 'heads', from: 'base' })));
  const about = JSON.parse(metadata.model ?? '');
  change(about);
  return writeSafetensors(arrays, { ...metadata, model: JSON.stringify(about) });
}

const refusal = (file: ArrayBuffer): string => {
  try {
    readModelFile(file);
    return 'read';
  } catch (thrown) {
    const { code, message } = thrown as Error & { code: string };
    return `${code}: ${message}`;
  }
};

describe('a file', () => {
  it('that is cut, goes on, is empty or is something else is refused', () => {
    const file = writeModelFile(fileOf({ scope: 'heads', from: 'base' }));
    const longer = new Uint8Array(file.byteLength + 4);
    longer.set(new Uint8Array(file));
    const text = new TextEncoder().encode('{"format":"mien-model-1"} and more of the same');
    for (const damaged of [file.slice(0, -4), file.slice(0, 1000), longer.buffer, new ArrayBuffer(0), text.buffer]) {
      expect(refusal(damaged)).toMatch(/^bad-input: This file holds no model that can be opened/);
    }
  });

  it('of another version, of a run, or of another program says so', () => {
    const { arrays } = readSafetensors(writeModelFile(fileOf({ scope: 'heads', from: 'base' })));
    const called = (format: string) => refusal(writeSafetensors(arrays, { format, model: '{}' }));
    expect(called('mien-model-2')).toMatch(/another version of Mien \(mien-model-2, here mien-model-1\)/);
    expect(called('mien-run-2')).toMatch(/a checkpoint of a run/);
    expect(called('pt')).toMatch(/Mien did not write it/);
    expect(called('mien-model-1')).toMatch(/not understood \(card\)/);
  });

  it.each([
    ['classes', (about) => (about.card.classes = [])],
    ['picture', (about) => Object.assign(about.card, { picture: 'data:' })],
    ['topology', (about) => Object.assign(about.topology.stages[0]!, { blocks: 1e9 })],
    ['topology.stages.0.channels', (about) => Object.assign(about.topology.stages[0]!, { channels: -1 })],
    ['temperature', (about) => Object.assign(about, { temperature: 2 })],
    ['normalisation.std', (about) => Object.assign(about.normalisation as object, { std: 0 })],
    ['more', (about) => Object.assign(about, { more: 1 })],
  ] as [string, (about: About) => void][])('whose %s is not as it should be is refused by name', (path, change) => {
    expect(refusal(withAbout(change))).toMatch(new RegExp(`^bad-input: .*not understood \\(${path}\\)`));
  });

  it('whose parts do not fit each other is refused', () => {
    expect(refusal(withAbout((about) => Object.assign(about, { width: 7 })))).toMatch(/does not agree/);
    const oneLess = withAbout(({ card }) => Object.assign(card, { classes: (card.classes as object[]).slice(1) }));
    expect(refusal(oneLess)).toMatch(/“heads.own.kernel” should be \[184,2\]/);
  });

  it('whose head for valence and arousal is missing, not told of or of another shape is refused', () => {
    const { card, arrays, ...model } = fileOf({ by: 'cal', scope: 'heads', from: 'base' });
    const { affect: _, ...silent } = card;
    expect(refusal(writeModelFile({ ...model, arrays, card: silent }))).toMatch(/41 tensors instead of 37/);
    const plain = fileOf({ scope: 'heads', from: 'base' });
    expect(refusal(writeModelFile({ ...plain, card }))).toMatch(/“heads.affect.hidden.kernel” .* is missing/);
    const wrong = new Map([...arrays, ['heads.affect.out.bias', { shape: [3], data: new Float32Array(3) }]]);
    expect(refusal(writeModelFile({ ...model, card, arrays: wrong }))).toMatch(
      /“heads.affect.out.bias” should be \[2\]/,
    );
  });

  it('with a number that is none is refused', () => {
    const model = fileOf({ scope: 'heads', from: 'base' });
    const data = model.arrays.get('heads.own.bias')!.data as Float32Array;
    data[1] = Number.NaN;
    expect(refusal(writeModelFile(model))).toMatch(/a number of “heads.own.bias” is none/);
  });
});
