/** What a gallery shows, what is selected in it and how its keys move, for any list. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { counted, filtered, NO_FILTERS, ordered, toggled, UNLABELLED } from '../../src/ui/data/filterSamples.ts';
import { facts, typedNumber } from '../../src/ui/data/sampleFacts.ts';
import { indexOf, moved, nextAfter, range, toggledIn } from '../../src/ui/data/selection.ts';
import { ownLegend } from '../../src/ui/legend.ts';
import { classNamed, sampleOf } from '../records.ts';

const samples = [
  sampleOf('a', 'smile', { person: 'Ada' }),
  sampleOf('b', null, { person: 'Ada', source: 'video' }),
  sampleOf('c', 'frown', { person: 'Ben' }),
  sampleOf('d', 'smile', { person: 'Ben', session: 'tuesday' }),
];
const plan = { by: 'person', locked: false, units: { Ben: 'test' } } as const;
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id).join('');

describe('filters', () => {
  it('agree across facets, and any value of a facet will do', () => {
    expect(ids(filtered(samples, NO_FILTERS, null))).toBe('abcd');
    expect(ids(filtered(samples, { ...NO_FILTERS, class: ['smile', UNLABELLED] }, null))).toBe('abd');
    expect(ids(filtered(samples, { ...NO_FILTERS, class: ['smile'], person: ['Ben'] }, null))).toBe('d');
    expect(ids(filtered(samples, { ...NO_FILTERS, split: ['test'] }, plan))).toBe('cd');
    expect(ids(filtered(samples, { ...NO_FILTERS, source: ['video'], session: ['tuesday'] }, null))).toBe('');
    const list = { title: 'two', ids: new Set(['a', 'c', 'gone']) };
    expect(ids(filtered(samples, { ...NO_FILTERS, list, class: ['smile'] }, null))).toBe('a');
  });

  it('count what they would show', () => {
    const counts = counted(samples, plan);
    for (const facet of ['class', 'person', 'session', 'source', 'split'] as const) {
      for (const [value, count] of counts[facet]) {
        expect(filtered(samples, toggled(NO_FILTERS, facet, value), plan)).toHaveLength(count);
      }
    }
  });

  it('order by age, or by class and then by age, without touching the list', () => {
    const classes = [classNamed('frown', 1), classNamed('smile', 2)];
    expect(ids(ordered(samples, 'newest', classes))).toBe('dcba');
    expect(ids(ordered(samples, 'class', classes))).toBe('bcda');
    expect(ids(samples)).toBe('abcd');
  });
});

const grid = fc
  .record({ total: fc.integer({ min: 1, max: 60 }), columns: fc.integer({ min: 1, max: 9 }), at: fc.nat() })
  .map(({ total, columns, at }) => ({ total, columns, index: at % total }));

describe('keys', () => {
  it('stay within the list, and keep the column where they can', () => {
    fc.assert(
      fc.property(
        grid,
        fc.constantFrom('ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'),
        ({ total, columns, index }, key) => {
          const next = moved(key, index, total, columns, 3);
          expect(next).toBeGreaterThanOrEqual(0);
          expect(next).toBeLessThan(total);
          if (next !== total - 1) expect((next ?? 0) % columns).toBe(index % columns);
        },
      ),
    );
  });

  it('undo each other inside the list, and reach its ends', () => {
    fc.assert(
      fc.property(grid, ({ total, columns, index }) => {
        const right = moved('ArrowRight', index, total, columns, 3) ?? -1;
        if (index < total - 1) expect(moved('ArrowLeft', right, total, columns, 3)).toBe(index);
        expect(moved('Home', index, total, columns, 3)).toBe(0);
        expect(moved('End', index, total, columns, 3)).toBe(total - 1);
      }),
    );
    expect(moved('x', 0, 5, 2, 1)).toBeNull();
  });
});

describe('selection', () => {
  it('goes on with the next that stays, else with the one before', () => {
    expect(nextAfter(samples, new Set(['b']))).toBe('c');
    expect(nextAfter(samples, new Set(['a', 'c']))).toBe('d');
    expect(nextAfter(samples, new Set(['c', 'd']))).toBe('b');
    expect(nextAfter(samples, new Set(['a', 'b', 'c', 'd']))).toBeNull();
  });

  it('finds a place by id, and where it was once it is gone', () => {
    expect(indexOf(samples, { id: 'c', index: 0 })).toBe(2);
    expect(indexOf(samples, { id: 'gone', index: 1 })).toBe(1);
    expect(indexOf(samples, { id: 'gone', index: 9 })).toBe(3);
    expect(indexOf([], { id: null, index: 0 })).toBe(-1);
  });

  it('extends either way, and toggles one', () => {
    expect(range(samples, 1, 3)).toEqual(['b', 'c', 'd']);
    expect(range(samples, 3, 1)).toEqual(['b', 'c', 'd']);
    expect([...toggledIn(new Set(['a']), 'b')]).toEqual(['a', 'b']);
    expect([...toggledIn(new Set(['a']), 'a')]).toEqual([]);
  });
});

it('reads numbers as people type them, and no others', () => {
  expect(['0,5', ' -1 ', '−0.25', '1', ''].map((text) => typedNumber(text, -1))).toEqual([0.5, -1, -0.25, 1, null]);
  expect(['2', 'high', '1e9', 'NaN'].map((text) => typedNumber(text, -1))).toEqual(Array(4).fill(undefined));
  expect(typedNumber('-0.5', 0)).toBeUndefined();
});

it('tells what is known of a sample, and leaves out what is not', () => {
  const known = Object.fromEntries(
    facts(sampleOf('a', null, { time: 72_340, yaw: -12.4, pitch: 3, file: 'x/y.mp4' }), 'test').map(
      ({ term, value }) => [term, value],
    ),
  );
  expect(known).toMatchObject({ 'Clip time': '1:12.34', Head: 'yaw −12°, pitch 3°', File: 'x/y.mp4', Split: 'Test' });
  expect(known).not.toHaveProperty('Moment');
});

it('shows a trained model’s classes by their present names: a rename needs no training', () => {
  const own = { checkpoint: 'run', classes: ['smile', 'gone'] };
  const trained = [
    { id: 'smile', name: 'Smile' },
    { id: 'gone', name: 'Gone' },
  ];
  const legend = ownLegend({
    own,
    classes: [classNamed('smile', 1, { name: 'Grin', colour: '#E69F00' })],
    runs: [{ classes: trained, checkpoints: [{ id: 'run' }] }],
  } as unknown as Parameters<typeof ownLegend>[0]);
  expect(legend?.map(({ name }) => name)).toEqual(['Grin', 'Gone']);
});
