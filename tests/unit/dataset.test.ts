import { describe, expect, it } from 'vitest';
import type { Collection } from '../../src/data/change.ts';
import { collectDataset, recallDataset, restrict } from '../../src/train/dataset.ts';
import { checkValues, defaultOptions, RUN_OPTIONS } from '../../src/train/options.ts';
import { objectiveOf } from '../../src/train/registry.ts';
import { classNamed, runNamed, sampleOf } from '../records.ts';

const named = classNamed;
const sample = sampleOf;

/** A method that is content with anything. */
const method = { ...objectiveOf('supervised'), needs: { perClass: 1, samples: 1, unlabelled: false } };
const collect = (collection: Collection) => collectDataset(collection, method);

describe('what a run learns from', () => {
  it('is every sample of every class that has some, labelled in display order', () => {
    const classes = [named('smile', 0), named('empty', 1), named('frown', 2)];
    const samples = [sample('1', 'frown'), sample('2', 'smile'), sample('3', 'frown'), sample('4', 'deleted')];
    const dataset = collect({ classes, samples, split: null });
    expect(dataset.classes.map(({ id }) => id)).toEqual(['smile', 'frown']);
    expect(dataset.samples.map(({ id }) => id)).toEqual(['1', '2', '3']);
    expect(Array.from(dataset.table.labels)).toEqual([1, 0, 1]);
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
    const dataset = collect({ classes, samples, split });
    expect(dataset.samples.map(({ id }) => id)).toEqual(['1', '2']);
  });

  it.each([
    ['no classes', [], []],
    ['one class', [named('a', 0)], [sample('1', 'a')]],
    ['one class with samples', [named('a', 0), named('b', 1)], [sample('1', 'a'), sample('2', 'a')]],
  ])('is refused with %s, with what to do', (_name, classes, samples) => {
    expect(() => collect({ classes, samples, split: null })).toThrow('Record some of another class');
  });
});

describe('a data set', () => {
  const classes = [named('smile', 0), named('frown', 1)];
  const twenty = (classId: string | null, session: string, count = 20) =>
    Array.from({ length: count }, (_, i) =>
      sample(`${classId} ${session} ${i}`, classId, { session, person: session, recordedAt: 1_000 * i }),
    );
  const collection: Collection = {
    classes,
    samples: [...twenty('smile', 'a'), ...twenty('frown', 'a'), ...twenty(null, 'b'), ...twenty(null, 'held', 3)],
    split: { by: 'person', locked: false, units: { held: 'validation' } },
  };

  it('has unlabelled samples only for methods that learn from them, and none that is held out', () => {
    expect(collect(collection).samples).toHaveLength(40);
    const greedy = { ...method, needs: { ...method.needs, unlabelled: true } };
    const { samples, table, judge } = collectDataset(collection, greedy);
    expect(samples).toHaveLength(60);
    expect([...table.labels].filter((label) => label === -1)).toHaveLength(20);
    expect(table.train.filter((i) => table.labels[i] === -1)).toHaveLength(20);
    expect(judge.every((i) => (table.labels[i] ?? -1) >= 0)).toBe(true);
    expect(table.train.some((i) => judge.includes(i))).toBe(false);
  });

  it('of too few samples is refused with the numbers', () => {
    const demanding = { ...method, label: 'SimCLR', needs: { ...method.needs, samples: 100 } };
    expect(() => collectDataset(collection, demanding)).toThrow('SimCLR needs at least 100 samples, and there are 40');
  });

  it('with too few rated samples is refused with the numbers', () => {
    const demanding = { ...method, label: 'CAL', needs: { ...method.needs, rated: 2 } };
    const [first, ...others] = collection.samples;
    const rated = { ...first!, valence: 0.5, arousal: 0 };
    const some = { ...collection, samples: [rated, ...others] };
    expect(() => collectDataset(some, demanding)).toThrow(
      'at least 2 samples with valence and arousal, and there are 1',
    );
    expect(() => collectDataset(some, { ...demanding, needs: { ...demanding.needs, rated: 1 } })).not.toThrow();
  });

  it('is refused where too few have a strength: no intensity, and no neutral face of the same person', () => {
    const demanding = { ...method, label: 'CAL', needs: { ...method.needs, graded: 40 } };
    expect(() => collectDataset(collection, demanding)).toThrow('at least 40 samples whose strength is known');
    const graded = collection.samples.map((one) => ({ ...one, intensity: 0.5 }));
    expect(() => collectDataset({ ...collection, samples: graded }, demanding)).not.toThrow();
    const named = collection.classes.map((one, i) => (i === 0 ? { ...one, name: ' neutral' } : one));
    expect(() => collectDataset({ ...collection, classes: named }, demanding)).not.toThrow();
  });

  it('numbers people, clips and moments, and says where nothing is known', () => {
    const some = [
      sample('1', 'smile', { person: 'x', moment: 'm', time: 5, yaw: 30, clip: 'c' }),
      sample('2', 'frown', { person: 'y', moment: null, time: null, yaw: null, clip: null, session: 's' }),
      sample('3', 'frown', { person: 'x', moment: 'm', valence: -0.5, clip: 'c' }),
    ];
    const { table } = collect({ classes, samples: some, split: null });
    expect([...table.people]).toEqual([0, 1, 0]);
    expect([...table.moments]).toEqual([0, -1, 0]);
    expect([...table.clips]).toEqual([0, 1, 0]);
    expect(table.times[0]).toBe(5);
    expect(table.times[1]).toBeNaN();
    expect([table.yaw[0], table.valence[2]]).toEqual([30, -0.5]);
    expect(table.yaw[1]).toBeNaN();
  });

  it('is recalled as the run had it, whatever was relabelled since; without its samples it is refused', () => {
    const first = collect(collection);
    const { table, judge, judgedOn } = first;
    const run = runNamed('r', {
      classes: first.classes.map(({ id, name }) => ({ id, name })),
      samples: { ids: [...table.ids], labels: [...table.labels], judge },
      judgedOn,
    });
    const relabelled = { ...collection, samples: collection.samples.map((each) => ({ ...each, classId: 'frown' })) };
    const again = recallDataset(relabelled, run);
    expect(again.table.labels).toEqual(table.labels);
    expect(again.table.train).toEqual(table.train);
    expect(again.judge).toEqual(judge);
    const fewer = { ...collection, samples: collection.samples.slice(1) };
    expect(() => recallDataset(fewer, run)).toThrow('1 samples of this run were deleted');
    expect(() => recallDataset(collection, { ...run, samples: { ids: [], labels: [], judge: [] } })).toThrow('older');
  });

  it('is restricted to chosen samples, in their order, with what is known of them', () => {
    const whole = collect(collection);
    const chosen = [3, 0, 5];
    const { table, samples, judge } = restrict(whole, chosen);
    expect(table.ids).toEqual(chosen.map((i) => whole.table.ids[i]));
    expect(samples.map(({ id }) => id)).toEqual(table.ids);
    expect([...table.labels]).toEqual(chosen.map((i) => whole.table.labels[i]));
    expect([table.train, judge]).toEqual([[0, 1, 2], []]);
  });
});

describe('the settings of a run', () => {
  const good = defaultOptions(method).common;

  it('pass when they are in range', () => {
    expect(checkValues(good, RUN_OPTIONS)).toEqual(good);
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
    ['scope', 'everything'],
  ] as const)('are refused by name: %s = %s', (name, value) => {
    expect(() => checkValues({ ...good, [name]: value }, RUN_OPTIONS)).toThrow(RUN_OPTIONS[name].label);
  });
});
