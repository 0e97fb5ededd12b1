import { describe, expect, it } from 'vitest';
import { collectExamples } from '../../src/train/examples.ts';
import { checkOptions } from '../../src/train/options.ts';
import { classNamed, sampleOf } from '../records.ts';

const named = classNamed;
const sample = sampleOf;

describe('what a run learns from', () => {
  it('is every sample of every class that has some, labelled in display order', () => {
    const classes = [named('smile', 0), named('empty', 1), named('frown', 2)];
    const samples = [sample('1', 'frown'), sample('2', 'smile'), sample('3', 'frown'), sample('4', 'deleted')];
    const examples = collectExamples({ classes, samples, split: null });
    expect(examples.classes.map(({ id }) => id)).toEqual(['smile', 'frown']);
    expect(examples.samples.map(({ id }) => id)).toEqual(['1', '2', '3']);
    expect(Array.from(examples.labels)).toEqual([1, 0, 1]);
  });

  it('leaves out disabled classes and the test split', () => {
    const classes = [named('smile', 0), named('frown', 1), named('off', 2, { enabled: false })];
    const samples = [
      sample('1', 'smile'),
      sample('2', 'frown'),
      sample('3', 'off'),
      sample('4', 'smile', { person: 'kept aside' }),
      sample('5', null),
    ];
    const split = { by: 'person' as const, locked: true, units: { 'kept aside': 'test' as const } };
    const examples = collectExamples({ classes, samples, split });
    expect(examples.samples.map(({ id }) => id)).toEqual(['1', '2']);
  });

  it.each([
    ['no classes', [], []],
    ['one class', [named('a', 0)], [sample('1', 'a')]],
    ['one class with samples', [named('a', 0), named('b', 1)], [sample('1', 'a'), sample('2', 'a')]],
  ])('is refused with %s, with what to do', (_name, classes, samples) => {
    expect(() => collectExamples({ classes, samples, split: null })).toThrow('Record some of another class');
  });
});

describe('the settings of a run', () => {
  const good = { epochs: 30, batchSize: 32, learningRate: 0.003, views: 8, seed: 1 };

  it('pass when they are in range', () => {
    expect(checkOptions(good)).toEqual(good);
  });

  it.each([
    ['epochs', 0],
    ['epochs', 1.5],
    ['batchSize', 1],
    ['batchSize', 100_000],
    ['learningRate', 0],
    ['learningRate', Number.NaN],
    ['learningRate', Number.POSITIVE_INFINITY],
    ['views', 0],
    ['seed', -1],
    ['seed', '1'],
  ])('are refused by name: %s = %s', (name, value) => {
    expect(() => checkOptions({ ...good, [name]: value })).toThrow(name);
  });
});
