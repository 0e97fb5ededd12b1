/** What the fuzzer has found, each as the smallest input that showed it. */

import { describe, expect, it, vi } from 'vitest';
import { rename } from '../../src/data/edits.ts';
import { viewsOf } from '../../src/data/multiView.ts';
import { readEntry, readProject } from '../../src/data/projectFile.ts';
import { checkHead, type SharedModel } from '../../src/data/sharedModel.ts';
import { dealSplits, moveUnit, splitOf } from '../../src/data/split.ts';
import { isCheckpoint, isRun } from '../../src/data/storedRun.ts';
import { upgradeFrom2 } from '../../src/data/upgradeFrom2.ts';
import { createRng } from '../../src/math/rng.ts';
import { readSafetensors } from '../../src/model/safetensors.ts';
import { quoted } from '../../src/rpc/quoted.ts';
import { checkValues, type OptionValues, RUN_OPTIONS } from '../../src/train/options.ts';
import { readImageHeader } from '../../src/vision/imageHeader.ts';
import { readTable } from '../../src/vision/import/table.ts';
import { storesOf, transactionOn } from '../../tools/fuzz/memoryTransaction.ts';
import { runNamed, sampleOf } from '../records.ts';
import { drawnModel } from '../sharedModels.ts';

const messageOf = (work: () => unknown): string => {
  try {
    work();
  } catch (thrown) {
    return (thrown as Error).message;
  }
  return 'nothing was thrown';
};

/** What a link says of a model. */
const headOf = ({ card, tensors }: SharedModel) => ({
  card,
  tensors: tensors.map(({ name, shape }) => ({ name, shape })),
});

/** A weights file of this header and so many bytes of data. */
function weights(header: object, bytes: number): ArrayBuffer {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const file = new Uint8Array(8 + text.length + bytes);
  new DataView(file.buffer).setUint32(0, text.length, true);
  file.set(text, 8);
  return file.buffer;
}

describe('a weights file', () => {
  it('that names the same bytes a thousand times is refused before any is copied', () => {
    const tensor = { dtype: 'U8', shape: [1_000], data_offsets: [0, 1_000] };
    const file = weights(Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`t${i}`, tensor])), 1_000);
    const slice = vi.spyOn(ArrayBuffer.prototype, 'slice');
    try {
      expect(messageOf(() => readSafetensors(file))).toContain('overlap');
      expect(slice).not.toHaveBeenCalled();
    } finally {
      slice.mockRestore();
    }
  });

  it('cannot put a page of text into its refusal', () => {
    const message = messageOf(() => readSafetensors(weights({ ['x'.repeat(10_000)]: 1 }, 0)));
    expect(message).toContain('xxx…” is not understood');
    expect(message.length).toBeLessThan(250);
  });
});

describe('names that every object has', () => {
  it('are no angles', () => {
    expect(viewsOf(['Ada/Smile/constructor.jpg', 'Ada/Smile/left.jpg']).size).toBe(0);
  });

  it('can be those of people whose faces are split', () => {
    const samples = ['constructor', 'toString', '__proto__'].map((person) => sampleOf(person, 'smile', { person }));
    const collection = { classes: [], samples, split: { by: 'person' as const, locked: false, units: {} } };
    for (const sample of samples) expect(splitOf(sample, collection.split)).toBe('train');
    const { split } = moveUnit(collection, '__proto__', 'test');
    expect(splitOf(samples[2]!, split?.after ?? null)).toBe('test');
    const moved = rename({ ...collection, split: split?.after ?? null }, 'person', '__proto__', 'constructor');
    expect(splitOf(samples[0]!, moved.split?.after ?? null)).toBe('test');
    const dealt = dealSplits(collection, 'person', 1).split?.after;
    expect(Object.keys(dealt?.units ?? {}).sort()).toEqual(['__proto__', 'constructor', 'toString']);
  });
});

describe('foreign words in a sentence', () => {
  it('are cut and lose what cannot be seen', () => {
    expect(quoted('a\u202eb\u2066c\0d\ne')).toBe('abcde');
    expect(quoted('ä'.repeat(1_000))).toBe(`${'ä'.repeat(59)}…`);
    expect(quoted('plain words')).toBe('plain words');
  });

  it.each<[string, () => string]>([
    [
      'a table',
      () => JSON.stringify(readTable(new TextEncoder().encode(`path,valence\n1.jpg,\u202e${'9'.repeat(900)}`))),
    ],
    ['a setting', () => messageOf(() => checkValues({ [`\u202e${'x'.repeat(900)}`]: 1 }, RUN_OPTIONS))],
    [
      'a shared model',
      () => messageOf(() => checkHead({ ...headOf(drawnModel(createRng(1))), [`\u202e${'x'.repeat(900)}`]: 1 })),
    ],
    ['a record', () => String(readEntry({ sample: {} }))],
    ['a project', () => String(readProject('{"format":"mien","version":1,"classes":[{}],"samples":[],"split":null}'))],
  ])('of %s are few, and no code', (_, sentence) => {
    expect(sentence()).not.toMatch(/\u202e|undefined/);
    expect(sentence().replace(/\d{900}/, '').length).toBeLessThan(400);
  });
});

it('a setting that is none is told by what it may be', () => {
  const epochs = messageOf(() => checkValues({ scope: 'heads', start: 'base' }, RUN_OPTIONS));
  expect(epochs).toBe('The setting “Epochs” cannot be used: it is a whole number from 1 to 1000.');
  expect(messageOf(() => checkValues(null as unknown as OptionValues, RUN_OPTIONS))).toContain('are damaged');
});

it('a bitmap that says a negative width has none', () => {
  const bmp = new DataView(new ArrayBuffer(54));
  new Uint8Array(bmp.buffer).set([0x42, 0x4d]);
  bmp.setUint32(14, 40, true);
  bmp.setInt32(18, -100_000, true);
  bmp.setInt32(22, -100_000, true);
  expect(readImageHeader(new Uint8Array(bmp.buffer))?.size).toEqual({ width: 100_000, height: 100_000 });
});

it('a checkpoint of version 2 without weights costs no other', async () => {
  const whole = { id: 'a', classes: [], metrics: {}, options: {}, tensors: new ArrayBuffer(4) };
  const stores = storesOf({ checkpoints: [{ id: 'b' }, whole] }, ['checkpoints', 'runs', 'tensors']);
  await upgradeFrom2(transactionOn(stores));
  expect([...stores.values()].map((store) => [...store.keys()])).toEqual([['a'], ['a'], ['a']]);
});

describe('a stored run', () => {
  it('as it is written is one', () => {
    expect(isRun(runNamed('a'))).toBe(true);
    expect(isRun(runNamed('a', { metrics: { ...runNamed('a').metrics, loss: Number.NaN } }))).toBe(true);
  });

  it.each([
    ['no samples', { samples: undefined }],
    ['a history of nothing', { history: [null] }],
    ['settings that are null', { settings: null }],
    ['a state that is unknown', { state: 'lost' }],
    ['a card that is none', { card: { name: 'x' } }],
  ])('with %s is none', (_, damage) => {
    expect(isRun({ ...runNamed('a'), ...damage })).toBe(false);
  });

  it('has checkpoints that can be compared', () => {
    expect(isCheckpoint({ id: 'a', run: 'a', kind: 'last', createdAt: 1, step: 1, bytes: 1, metrics: null })).toBe(
      false,
    );
  });
});
