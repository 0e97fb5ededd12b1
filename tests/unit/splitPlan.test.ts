import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applied, type Collection } from '../../src/data/change.ts';
import { addSamples, mergeClass, rename } from '../../src/data/edits.ts';
import type { Sample, Split, SplitPlan } from '../../src/data/schema.ts';
import {
  type By,
  dealSplits,
  lockSplit,
  moveUnit,
  removeSplit,
  splitOf,
  strictestUnits,
  unitOf,
  unitsOf,
} from '../../src/data/split.ts';
import { acts, attempt, samplesFrom } from '../arbitraries.ts';
import { classNamed, sampleOf } from '../records.ts';

const collection = (samples: Sample[], split: SplitPlan | null = null): Collection => ({
  classes: ['smile', 'frown'].map((id, i) => classNamed(id, i)),
  samples,
  split,
});

const dealt = (samples: Sample[], by: By, seed = 1) => {
  const now = collection(samples);
  return applied(now, dealSplits(now, by, seed));
};

/** `count` samples of a class, a tenth of a second apart. */
const take = (classId: string, count: number, change: Partial<Sample> = {}): Sample[] =>
  Array.from({ length: count }, (_, i) =>
    sampleOf(`${classId} ${change.person} ${change.session} ${change.clip} ${i}`, classId, {
      recordedAt: 100 * i,
      ...change,
    }),
  );

const people = (sizes: number[], classes = ['smile', 'frown']): Sample[] =>
  sizes.flatMap((size, p) => classes.flatMap((classId) => take(classId, size, { person: `p${p}` })));

const sizes = (now: Collection): Record<Split, number> => {
  const sums = { train: 0, validation: 0, test: 0 };
  for (const sample of now.samples) sums[splitOf(sample, now.split)] += 1;
  return sums;
};

const tested = ({ samples, split }: Collection) =>
  new Set(samples.filter((sample) => splitOf(sample, split) === 'test').map(({ id }) => id));

describe('dealing', () => {
  const cases = fc.tuple(samplesFrom(120), fc.constantFrom<By>('person', 'session', 'time'), fc.nat(9_999));

  it('never lets a unit straddle two splits', () => {
    fc.assert(
      fc.property(cases, ([samples, by, seed]) => {
        const { split } = dealt(samples, by, seed);
        const places = new Map<string, Split>();
        for (const sample of samples) {
          const unit = unitOf(sample, by);
          expect(places.get(unit) ?? splitOf(sample, split)).toBe(splitOf(sample, split));
          places.set(unit, splitOf(sample, split));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('leaves every class something to learn from', () => {
    fc.assert(
      fc.property(cases, ([samples, by, seed]) => {
        const { split } = dealt(samples, by, seed);
        const learned = new Set(samples.filter((s) => splitOf(s, split) === 'train').map(({ classId }) => classId));
        for (const { classId } of samples) if (classId !== null) expect(learned).toContain(classId);
      }),
      { numRuns: 300 },
    );
  });

  it('holds about a fifth of each class out, twice, where there are many people', () => {
    for (let seed = 0; seed < 20; seed++) {
      const now = dealt(people(Array.from({ length: 25 }, (_, i) => 2 + (i % 5))), 'person', seed);
      const { test, validation } = sizes(now);
      expect(test / now.samples.length).toBeCloseTo(0.2, 1);
      expect(validation / now.samples.length).toBeCloseTo(0.2, 1);
    }
  });

  it('gives the same plan for the same seed, and another for another', () => {
    const samples = people(Array.from({ length: 20 }, () => 3));
    expect(dealt(samples, 'person', 5).split).toEqual(dealt(samples, 'person', 5).split);
    expect(dealt(samples, 'person', 5).split).not.toEqual(dealt(samples, 'person', 6).split);
  });

  it.each([
    { who: 'one person', of: [10], expected: { train: 20, validation: 0, test: 0 } },
    { who: 'two people', of: [10, 10], expected: { train: 20, validation: 0, test: 20 } },
    { who: 'three people', of: [10, 10, 10], expected: { train: 20, validation: 20, test: 20 } },
    { who: 'one large and two small', of: [90, 5, 5], expected: { train: 180, validation: 10, test: 10 } },
    { who: 'five people', of: [10, 10, 10, 10, 10], expected: { train: 60, validation: 20, test: 20 } },
  ])('by person, of $who', ({ of, expected }) => {
    for (let seed = 0; seed < 10; seed++) expect(sizes(dealt(people(of), 'person', seed))).toEqual(expected);
  });

  it('holds nobody out where each class has a person of its own', () => {
    const samples = [...take('smile', 9, { person: 'ann' }), ...take('frown', 9, { person: 'ben' })];
    expect(sizes(dealt(samples, 'person')).test).toBe(0);
    expect(strictestUnits(samples)).toBe('time');
  });

  it('by time holds out the end of every recording, without gaps', () => {
    const samples = ['smile', 'frown'].flatMap((classId) =>
      take(classId, 200, { clip: classId }).map((sample, i) => ({ ...sample, time: 100 * i })),
    );
    const { split } = dealt(samples, 'time');
    for (const classId of ['smile', 'frown']) {
      const order = samples.filter((sample) => sample.classId === classId).map((sample) => splitOf(sample, split));
      expect(order).toEqual([
        ...Array<Split>(120).fill('train'),
        ...Array<Split>(40).fill('validation'),
        ...Array<Split>(40).fill('test'),
      ]);
    }
  });

  it('asks for people first, then sittings, then time', () => {
    const session = (session: string) => take('smile', 3, { session });
    expect(strictestUnits(people([1, 1, 1]))).toBe('person');
    expect(strictestUnits([...session('a'), ...session('b'), ...session('c')])).toBe('session');
    expect(strictestUnits(session('a'))).toBe('time');
  });

  it('deals a thousand people', () => {
    const { test, validation, train } = sizes(dealt(people(Array.from({ length: 1_000 }, () => 5)), 'person'));
    expect([test, validation, train]).toEqual([2_000, 2_000, 6_000]);
  });
});

describe('a locked test set', () => {
  it('keeps its faces and takes none of the others, whatever is done but unlocking it', () => {
    fc.assert(
      fc.property(
        samplesFrom(60),
        fc.constantFrom<By>('person', 'session', 'time'),
        fc.array(acts),
        (samples, by, doing) => {
          let now = dealt(samples, by);
          now = applied(now, lockSplit(now, true));
          const before = tested(now);
          const known = new Set(samples.map(({ id }) => id));
          for (const act of doing) {
            const next = applied(now, attempt(act, now));
            if (!next.split?.locked) continue; // unlocking is the one thing that this is not about
            now = next;
          }
          const left = new Set(now.samples.map(({ id }) => id));
          const expected = [...before].filter((id) => left.has(id));
          expect([...tested(now)].filter((id) => known.has(id)).sort()).toEqual(expected.sort());
        },
      ),
      { numRuns: 300 },
    );
  });

  it('takes in what is recorded later of a person in it', () => {
    const now = dealt(people([4, 4, 4]), 'person');
    const person = now.samples.find((sample) => splitOf(sample, now.split) === 'test')?.person ?? '';
    const later = sampleOf('later', 'smile', { person });
    const next = applied(now, addSamples([later]));
    expect(splitOf(later, next.split)).toBe('test');
  });

  it('is dealt around: only the others go anew', () => {
    let now = dealt(people([4, 4, 4, 4, 4, 4, 4, 4]), 'person');
    now = applied(now, lockSplit(now, true));
    const again = applied(now, dealSplits(now, 'person', 77));
    expect(tested(again)).toEqual(tested(now));
    expect(again.split?.locked).toBe(true);
    expect(sizes(again).validation).toBeGreaterThan(0);
  });

  it('refuses what would change it, with a sentence', () => {
    let now = dealt(people([4, 4, 4]), 'person');
    now = applied(now, lockSplit(now, true));
    const unit = (place: Split) => Object.entries(now.split?.units ?? {}).find(([, at]) => at === place)?.[0] ?? '';
    const sentence = /locked test set/;
    expect(() => dealSplits(now, 'time', 1)).toThrow(sentence);
    expect(() => removeSplit(now)).toThrow(sentence);
    expect(() => moveUnit(now, unit('test'), 'train')).toThrow(sentence);
    expect(() => moveUnit(now, unit('train'), 'test')).toThrow(sentence);
    expect(() => rename(now, 'person', unit('test'), unit('train'))).toThrow(sentence);
    expect(() => rename(now, 'person', unit('train'), unit('test'))).toThrow(sentence);
    expect(moveUnit(now, unit('train'), 'validation').split?.after?.units[unit('train')]).toBe('validation');
  });
});

describe('the plan', () => {
  it('follows a person who gets another name, and merged classes keep it', () => {
    const now = dealt(people([4, 4, 4]), 'person');
    const person = now.samples.find((sample) => splitOf(sample, now.split) === 'test')?.person ?? '';
    const renamed = applied(now, rename(now, 'person', person, 'Zoe'));
    expect(tested(renamed)).toEqual(tested(now));
    const merged = applied(renamed, mergeClass(renamed, 'frown', 'smile'));
    expect(tested(merged)).toEqual(tested(now));
  });

  it('follows a sitting that gets another name, where stretches of it are the units', () => {
    const now = dealt(take('smile', 100), 'time');
    const renamed = applied(now, rename(now, 'session', 'monday', 'friday'));
    expect(renamed.samples[0]?.session).toBe('friday');
    expect(tested(renamed)).toEqual(tested(now));
    expect(tested(renamed).size).toBe(20);
  });

  it('counts the units with their classes, and leaves unlabelled samples out', () => {
    const samples = [...people([2]), sampleOf('u', null, { person: 'p0' }), sampleOf('v', null, { person: 'nobody' })];
    const units = unitsOf(samples, 'person');
    expect(units).toMatchObject([{ unit: 'p0', size: 4 }]);
    expect([...(units[0]?.classes ?? [])]).toEqual([
      ['smile', 2],
      ['frown', 2],
    ]);
  });
});
