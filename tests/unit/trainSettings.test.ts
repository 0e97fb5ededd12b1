import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { Sample } from '../../src/data/schema.ts';
import { checkValues, RUN_OPTIONS } from '../../src/train/options.ts';
import type { OptionSpecs } from '../../src/train/protocol.ts';
import { objectives } from '../../src/train/registry.ts';
import { PreferencesSchema, TRAINING_DEFAULTS } from '../../src/ui/preferences.ts';
import { needsSentence, shortage, supplyOf } from '../../src/ui/training/needs.ts';
import { PRESETS } from '../../src/ui/training/presets.ts';
import { fits, type OfferedMethod, presetSettings, runOptions, withSetting } from '../../src/ui/training/settings.ts';
import { classNamed, sampleOf } from '../records.ts';

const number = (value: number, min: number, max: number, whole = false) =>
  ({ kind: 'number', label: 'n', help: 'h', default: value, min, max, whole }) as const;

const common: OptionSpecs = {
  scope: {
    kind: 'choice',
    label: 'Scope',
    help: 'h',
    default: 'full',
    choices: ['heads', 'last', 'full'].map((value) => ({ value, label: value })),
  },
  schedule: {
    kind: 'choice',
    label: 'Schedule',
    help: 'h',
    default: 'constant',
    choices: ['constant', 'cosine'].map((value) => ({ value, label: value })),
  },
  epochs: number(12, 1, 40, true),
  views: number(8, 2, 64, true),
  batchSize: number(32, 4, 512, true),
  learningRate: number(0.003, 1e-6, 1),
};

const method = (id: string, more: Partial<OfferedMethod>): OfferedMethod => ({
  id,
  label: id,
  paper: { text: '', url: '' },
  about: '',
  formula: '',
  needs: { perClass: 5, samples: 0, unlabelled: false },
  options: {},
  defaults: {},
  stages: [],
  inspects: false,
  ...more,
});

const offer = {
  common,
  methods: [
    method('supervised', {}),
    method('contrast', { options: { temperature: number(0.1, 0.01, 2) }, defaults: { epochs: 30, batchSize: 128 } }),
  ],
};
const contrast = { ...TRAINING_DEFAULTS, objective: 'contrast' };

describe('the settings of the next run', () => {
  it('are the preset on top of the method’s own, on top of everybody’s', () => {
    const { objective, common: values, method: own } = runOptions(offer, contrast);
    expect(objective).toBe('contrast');
    expect(values).toMatchObject({ scope: 'heads', epochs: 30, batchSize: 128, views: 8, learningRate: 0.003 });
    expect(own).toEqual({ temperature: 0.1 });
  });

  it.each(PRESETS.map(({ id }) => id))('of the preset %s are all within their ranges, for every method', (preset) => {
    for (const each of offer.methods) {
      const { common: values } = presetSettings(offer, each, preset);
      for (const [name, spec] of Object.entries(common)) expect([name, fits(spec, values[name])]).toEqual([name, true]);
    }
  });

  it.each([...objectives.keys()])('are all taken by the trainer, for %s with every preset', (id) => {
    const methods = [...objectives.values()].map((objective) => ({ ...objective, stages: [], inspects: false }));
    const real = { common: RUN_OPTIONS, methods };
    for (const { id: preset } of PRESETS) {
      const options = runOptions(real, { objective: id, preset, changed: {} });
      expect(options.objective).toBe(id);
      checkValues(options.common, RUN_OPTIONS);
      checkValues(options.method, objectives.get(id)?.options ?? {});
    }
  });

  it('keep a changed value, for its method alone, and forget it once it is the preset’s again', () => {
    const changed = withSetting(offer, contrast, 'method', 'temperature', 0.5);
    expect(runOptions(offer, changed).method).toEqual({ temperature: 0.5 });
    const both = withSetting(offer, changed, 'common', 'epochs', 7);
    expect(runOptions(offer, both).common.epochs).toBe(7);
    expect(runOptions(offer, { ...both, objective: 'supervised' }).common.epochs).toBe(12);
    const back = withSetting(offer, both, 'common', 'epochs', 30);
    expect(back.changed.contrast).toEqual({ common: {}, method: { temperature: 0.5 } });
  });

  it('drop stored values that no longer name a setting or no longer fit it, and a method that is gone', () => {
    const stored = { common: { epochs: 41, views: 2.5, learningRate: 0.1, toString: 1, old: 3 }, method: { x: 1 } };
    const options = runOptions(offer, { ...TRAINING_DEFAULTS, objective: 'gone', changed: { supervised: stored } });
    expect(options.objective).toBe('supervised');
    expect(options.common).toMatchObject({ epochs: 12, views: 8, learningRate: 0.1 });
    expect(Object.keys(options.common).sort()).toEqual(Object.keys(common).sort());
    expect(options.method).toEqual({});
  });

  it('are read from what an earlier visit stored; where that is broken or missing, nothing else is lost', () => {
    const others = {
      smooth: false,
      mirror: true,
      shortcuts: true,
      backend: 'wasm',
      avoid: [],
      camera: 'c',
      checkpoint: 'x',
    };
    const training = { ...contrast, preset: 'careful', changed: { contrast: { common: { epochs: 7 }, method: {} } } };
    expect(v.parse(PreferencesSchema, { ...others, training })).toMatchObject({ ...others, training });
    for (const broken of [{}, { training: 3 }, { training: { ...training, preset: 'wild' } }]) {
      expect(v.parse(PreferencesSchema, { ...others, ...broken })).toMatchObject({
        ...others,
        training: TRAINING_DEFAULTS,
      });
    }
  });

  it('fit by kind, range and wholeness', () => {
    expect([1, 40, 0, 41, 1.5, Number.NaN, '3'].map((value) => fits(number(1, 1, 40, true), value))).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
    expect(fits({ kind: 'switch', label: '', help: '', default: true }, 'on')).toBe(false);
  });
});

describe('what a method needs', () => {
  const classes = [classNamed('a', 1, { name: 'Ada' }), classNamed('b', 2, { name: 'Ben' }), classNamed('c', 3)];
  const enabled = classes.map((record) => ({ ...record, enabled: record.id !== 'c' }));
  const many = (classId: string | null, n: number, person = 'me') =>
    Array.from({ length: n }, (_, i) => sampleOf(`${classId} ${person} ${i}`, classId, { person }));
  const samples = [
    ...[...many('a', 4), ...many('b', 3), ...many(null, 4), ...many('c', 9)],
    ...[...many('a', 2, 'judged'), ...many(null, 2, 'judged')],
    ...[...many('a', 5, 'tested'), ...many(null, 1, 'tested')],
  ];
  const plan = { by: 'person', locked: false, units: { tested: 'test', judged: 'validation' } } as const;
  const supply = supplyOf(enabled, samples, plan);
  const needs = (perClass: number, all = 0, unlabelled = false) => ({ perClass, samples: all, unlabelled });

  it('is counted outside the test split and disabled classes; faces without a label are learned from only', () => {
    expect(supply).toEqual({
      classes: [
        { name: 'Ada', n: 6 },
        { name: 'Ben', n: 3 },
      ],
      unlabelled: 4,
      moments: 0,
      rated: 0,
      graded: 0,
      recordings: 0,
      watching: 0,
    });
    const rating = { valence: 0.5, arousal: -0.5 };
    expect(
      supplyOf(
        enabled,
        samples.map((sample) => ({ ...sample, ...rating })),
        plan,
      ).rated,
    ).toBe(13);
    expect(
      supplyOf(
        enabled,
        samples.map((sample) => ({ ...sample, valence: 0.5 })),
        plan,
      ).rated,
    ).toBe(0);
  });

  it('counts moments that are seen from two sides by samples to learn from, each person’s apart', () => {
    const view = (id: string, moment: string, classId: string | null, person = 'me') =>
      sampleOf(id, classId, { moment, person });
    const views = [
      ...[view('1', 'x', 'a'), view('2', 'x', 'a'), view('3', 'x', 'a'), view('4', 'y', null), view('5', 'y', 'a')],
      ...[view('6', 'z', 'a'), view('7', 'z', 'a', 'you'), view('8', 'off', 'c'), view('9', 'off', 'c')],
      ...[view('10', 'kept', 'a', 'tested'), view('11', 'kept', 'a', 'tested')],
      ...[view('12', 'aside', 'a', 'judged'), view('13', 'aside', 'a', 'judged')],
    ];
    const seen = supplyOf(enabled, [...samples, ...views], plan);
    expect(seen.moments).toBe(2);
    const wanted = { ...needs(2), moments: 4 };
    expect(shortage(wanted, seen)).toBe('This method needs 2 more moments seen from two sides or more.');
    expect(shortage({ ...wanted, moments: 3 }, seen)).toBe(
      'This method needs 1 more moment seen from two sides or more.',
    );
    expect(shortage({ ...wanted, moments: 2 }, seen)).toBeNull();
    expect(needsSentence(wanted, supply)).toBe(
      'Needs 2 labelled faces of each class and 4 moments seen from two sides or more; you have 6 of Ada, 3 of Ben and 0 such moments.',
    );
  });

  it('counts people who are seen at the same times of a clip for long enough, in samples to learn from', () => {
    const frames = (person: string, n: number, classId: string | null = null) =>
      Array.from({ length: n }, (_, i) => sampleOf(`${person}${i}`, classId, { person, clip: 'film', time: 200 * i }));
    const seen = (...more: Sample[][]) => supplyOf(enabled, [...samples, ...more.flat()], plan);
    const wanted = { ...needs(2), watching: 2 };
    const two = seen(frames('eve', 31), frames('fay', 31, 'a'));
    expect(two.watching).toBe(2);
    expect(shortage(wanted, two)).toBeNull();
    for (const less of [frames('fay', 30), frames('tested', 31), frames('judged', 31), frames('fay', 31, 'c')]) {
      const short = seen(frames('eve', 31), less);
      expect(short.watching).toBe(1);
      expect(shortage(wanted, short)).toMatch(/^This method needs 2 people on the same clip, 31 frames of each/);
    }
    expect(needsSentence(wanted, two)).toMatch(/and 2 people on the same clip; .* and 2 who watch the same for long/);
  });

  it('counts labelled samples of a strength that is stored with all of them, or that neutral faces let measure', () => {
    const graded = (more: Partial<Sample>, named = enabled) =>
      supplyOf(
        named,
        samples.map((sample, i) =>
          i === 0 && more.intensity ? { ...sample, intensity: null } : { ...sample, ...more },
        ),
        plan,
      ).graded;
    // Nine of the disabled class and those without a label count for nothing, and neither does the test split.
    expect(graded({})).toBe(0);
    expect(
      supplyOf(
        enabled,
        samples.map((sample) => ({ ...sample, intensity: 0.2 })),
        plan,
      ).graded,
    ).toBe(9);
    expect(graded({ intensity: 0.2 })).toBe(0);
    const neutral = enabled.map((record) => (record.id === 'b' ? { ...record, name: 'Neutral' } : record));
    expect(graded({ intensity: 0.2 }, neutral)).toBe(7);
    const wanted = { ...needs(2), graded: 8 };
    expect(shortage(wanted, { ...supply, graded: 7 })).toMatch(/^This method needs 8 samples whose strength is known/);
    expect(shortage(wanted, { ...supply, graded: 8 })).toBeNull();
    expect(needsSentence(wanted, { ...supply, graded: 7 })).toBe(
      'Needs 2 labelled faces of each class and 8 whose strength is known; you have 6 of Ada, 3 of Ben and 7 of known strength.',
    );
  });

  it('is missing until each class and the whole have enough', () => {
    expect(shortage(needs(5), supply)).toBe('“Ben” needs 2 more samples.');
    expect(shortage(needs(4), supply)).toBe('“Ben” needs 1 more sample.');
    expect(shortage(needs(7), supply)).toBe('“Ada” needs 1 more sample. So does “Ben”.');
    expect(shortage(needs(3, 12), supply)).toBe('This method needs 3 more samples.');
    expect(shortage(needs(3, 14, true), supply)).toBe('This method needs 1 more sample, labelled or not.');
    expect(shortage(needs(3, 13, true), supply)).toBeNull();
    expect(shortage({ ...needs(3), rated: 60 }, { ...supply, rated: 59 })).toMatch(
      /^This method needs 1 more sample with/,
    );
    expect(shortage({ ...needs(3), rated: 60 }, { ...supply, rated: 60 })).toBeNull();
    const unrecorded = { ...needs(3), recordings: 2 };
    expect(shortage(unrecorded, { ...supply, recordings: 1 })).toMatch(/^This method needs 1 more recording of one/);
    expect(shortage(unrecorded, { ...supply, recordings: 2 })).toBeNull();
    expect(needsSentence(unrecorded, supply)).toContain(
      '2 recordings of one person that are longer than 3 s; you have',
    );
    expect(shortage(needs(0), { ...supply, classes: [] })).toContain('two classes');
  });

  it('is said beside what is there', () => {
    expect(needsSentence({ ...needs(5), rated: 60 }, { ...supply, rated: 7 })).toBe(
      'Needs 5 labelled faces of each class and 60 with valence and arousal; you have 6 of Ada, 3 of Ben and 7 with valence and arousal.',
    );
    expect(needsSentence(needs(5), supply)).toBe(
      'Needs 5 labelled faces of each class; you have 6 of Ada and 3 of Ben.',
    );
    expect(needsSentence(needs(2, 64, true), supply)).toBe(
      'Needs 2 labelled faces of each class and 64 in all with or without a label; you have 6 of Ada, 3 of Ben and 4 without a label.',
    );
  });
});
