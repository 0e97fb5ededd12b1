import { describe, expect, it } from 'vitest';
import { applied, type Collection, isEmpty } from '../../src/data/change.ts';
import {
  addClass,
  changeClass,
  changeSamples,
  mergeClass,
  moveClass,
  removeClass,
  removeSamples,
  rename,
} from '../../src/data/edits.ts';
import { classNamed, sampleOf } from '../records.ts';

const start: Collection = {
  classes: ['smile', 'frown', 'neutral'].map((id, i) => classNamed(id, i + 1)),
  samples: [
    sampleOf('s1', 'smile', { person: 'ann', recordedAt: 1 }),
    sampleOf('s2', 'smile', { person: 'ben', recordedAt: 2 }),
    sampleOf('f1', 'frown', { person: 'ann', recordedAt: 3 }),
    sampleOf('u1', null, { person: 'ben', recordedAt: 4 }),
  ],
  split: null,
};

const names = ({ classes }: Collection) => classes.map(({ name }) => name);
const labels = ({ samples }: Collection) => Object.fromEntries(samples.map(({ id, classId }) => [id, classId]));

describe('edits', () => {
  it('add a class at the end, trimmed, enabled, in a colour of its own', () => {
    const next = applied(start, addClass(start, 'c', '  Wink '));
    expect(names(next)).toEqual(['smile', 'frown', 'neutral', 'Wink']);
    expect(next.classes.at(-1)).toMatchObject({ enabled: true, order: 4 });
    expect(start.classes.map(({ colour }) => colour)).not.toContain(next.classes.at(-1)?.colour);
  });

  it('change nothing where nothing differs', () => {
    expect(isEmpty(changeClass(start, 'smile', { name: 'smile' }))).toBe(true);
    expect(isEmpty(changeClass(start, 'missing', { name: 'x' }))).toBe(true);
    expect(isEmpty(changeSamples(start, new Set(['s1']), { person: 'ann' }))).toBe(true);
    expect(isEmpty(moveClass(start, 'smile', 0))).toBe(true);
    expect(isEmpty(mergeClass(start, 'smile', 'smile'))).toBe(true);
    expect(isEmpty(mergeClass(start, 'smile', 'missing'))).toBe(true);
    expect(isEmpty(rename(start, 'person', 'ann', ' '))).toBe(true);
  });

  it('rename a class without touching a sample', () => {
    const change = changeClass(start, 'smile', { name: 'Grin' });
    expect(change.samples).toEqual([]);
    expect(names(applied(start, change))).toEqual(['Grin', 'frown', 'neutral']);
  });

  it.each([
    ['smile', 2, ['frown', 'neutral', 'smile']],
    ['neutral', 0, ['neutral', 'smile', 'frown']],
    ['frown', 1, ['smile', 'frown', 'neutral']],
  ])('move %s to place %i', (id, place, expected) => {
    expect(names(applied(start, moveClass(start, id, place)))).toEqual(expected);
  });

  it('merge a class: its samples go over, it goes away', () => {
    const next = applied(start, mergeClass(start, 'smile', 'frown'));
    expect(names(next)).toEqual(['frown', 'neutral']);
    expect(labels(next)).toEqual({ s1: 'frown', s2: 'frown', f1: 'frown', u1: null });
  });

  it('remove a class with its samples, and no others', () => {
    const next = applied(start, removeClass(start, 'smile'));
    expect(names(next)).toEqual(['frown', 'neutral']);
    expect(labels(next)).toEqual({ f1: 'frown', u1: null });
  });

  it('remove samples and label samples by id', () => {
    expect(labels(applied(start, removeSamples(start, new Set(['s1', 'missing']))))).toEqual({
      s2: 'smile',
      f1: 'frown',
      u1: null,
    });
    const next = applied(start, changeSamples(start, new Set(['u1', 's1']), { classId: 'neutral', intensity: 0.5 }));
    expect(labels(next)).toMatchObject({ s1: 'neutral', u1: 'neutral', s2: 'smile' });
    expect(next.samples.filter(({ intensity }) => intensity === 0.5)).toHaveLength(2);
  });

  it('join two people under one name; the stricter split wins', () => {
    const now: Collection = { ...start, split: { by: 'person', locked: false, units: { ann: 'test', ben: 'train' } } };
    const next = applied(now, rename(now, 'person', 'ann', 'ben'));
    expect(new Set(next.samples.map(({ person }) => person))).toEqual(new Set(['ben']));
    expect(next.split?.units).toEqual({ ben: 'test' });
  });

  it('refuse to carry a face over the edge of a locked test set', () => {
    const now: Collection = { ...start, split: { by: 'person', locked: true, units: { ann: 'test' } } };
    expect(() => changeSamples(now, new Set(['s1']), { person: 'ben' })).toThrow(/locked test set/);
    expect(() => changeSamples(now, new Set(['s2']), { person: 'ann' })).toThrow(/locked test set/);
    expect(isEmpty(changeSamples(now, new Set(['s1']), { classId: 'neutral' }))).toBe(false);
    expect(isEmpty(changeSamples(now, new Set(['s2']), { person: 'cem' }))).toBe(false);
  });
});
