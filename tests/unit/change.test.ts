import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applied, type Change, type Collection, composed, EMPTY, inverse, isEmpty } from '../../src/data/change.ts';
import { addClass, addSamples, removeClass } from '../../src/data/edits.ts';
import { acts, attempt, collections } from '../arbitraries.ts';
import { sampleOf } from '../records.ts';

/** What a store would hold after a change: records by id, written one by one, as `commit` does. */
function written(stored: Map<string, unknown>, { classes, samples, split }: Change): Map<string, unknown> {
  const next = new Map(stored);
  for (const { before, after } of [...classes, ...samples]) {
    if (after) next.set(after.id, after);
    else next.delete(before?.id ?? '');
  }
  if (split?.after) next.set('split', split.after);
  else if (split) next.delete('split');
  return next;
}

const asStored = ({ classes, samples, split }: Collection) =>
  new Map<string, unknown>([
    ...[...classes, ...samples].map((record): [string, unknown] => [record.id, record]),
    ...(split ? [['split', split] as [string, unknown]] : []),
  ]);

const ordered = (start: Collection) =>
  applied(start, { classes: [], samples: start.samples.map((s) => ({ before: s, after: s })) });

describe('a change', () => {
  it('is taken back by its inverse, whatever it was', () => {
    fc.assert(
      fc.property(collections.map(ordered), fc.array(acts, { maxLength: 8 }), (start, doing) => {
        let now = start;
        for (const act of doing) {
          const change = attempt(act, now);
          const next = applied(now, change);
          expect(applied(next, inverse(change))).toEqual(now);
          now = next;
        }
      }),
    );
  });

  it('composed of two does what both do, and its inverse takes both back', () => {
    fc.assert(
      fc.property(collections.map(ordered), acts, acts, (start, one, two) => {
        const first = attempt(one, start);
        const between = applied(start, first);
        const second = attempt(two, between);
        const both = composed(first, second);
        expect(applied(start, both)).toEqual(applied(between, second));
        expect(applied(applied(start, both), inverse(both))).toEqual(start);
      }),
    );
  });

  it('leaves in a store what it leaves on the page', () => {
    fc.assert(
      fc.property(collections, fc.array(acts, { maxLength: 12 }), (start, doing) => {
        let now = start;
        let stored = asStored(start);
        for (const act of doing) {
          const change = attempt(act, now);
          now = applied(now, change);
          stored = written(stored, change);
        }
        expect(stored).toEqual(asStored(now));
      }),
    );
  });

  it('that adds and removes the same thing is none', () => {
    const adds = addClass(EMPTY, 'a', 'A');
    expect(isEmpty(composed(adds, removeClass(applied(EMPTY, adds), 'a')))).toBe(true);
  });

  it('keeps samples from the oldest on, and does not touch the arrays it was given', () => {
    const start: Collection = { ...EMPTY, samples: [sampleOf('b', null, { recordedAt: 2 })] };
    const next = applied(start, addSamples([sampleOf('a', null, { recordedAt: 1 })]));
    expect(next.samples.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(start.samples).toHaveLength(1);
    expect(next.classes).toBe(start.classes);
  });
});
