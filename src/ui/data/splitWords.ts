/** What the split panel says: the names of units, what a kind of unit is worth, what a plan lacks. Draws nothing. */

import type { ExpressionClass, Sample, Split } from '../../data/schema.ts';
import type { By, Unit } from '../../data/split.ts';
import { count } from '../parts/words.ts';
import { sessionName } from './sessionName.ts';

export const UNIT: { [Kind in By]: string } = { person: 'person', session: 'session', time: 'time block' };

const WORTH: { [Kind in By]: string } = {
  person: 'Whole people are held out, so the figures hold for somebody new.',
  session: 'Whole sessions are held out, so the figures hold for these people on another occasion.',
  time: 'The end of each recording is held out. That is optimistic: its faces resemble the ones learned from.',
};

/** What figures from so many units of this kind are worth, or why it cannot give honest ones. */
export function worth(units: number, by: By): string {
  if (by === 'time' || units > 2) return WORTH[by];
  const nouns = { person: ['One person', 'people'], session: ['One session', 'sessions'] }[by];
  if (units < 2) {
    return `${nouns[0]} only: nothing can be held out by ${UNIT[by]}. Time blocks can, though their figures are optimistic.`;
  }
  return `Two ${nouns[1]} only: one is learned from, one is the test, and none is left for validation.`;
}

const TIME = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** How a unit is called in the list. @param nameOf class id → name */
export function unitName({ unit, first, from, classes }: Unit, by: By, nameOf: (id: string) => string): string {
  if (by === 'person') return unit;
  if (by === 'session') return sessionName(unit, from);
  const where = first.file ?? [...classes.keys()].map(nameOf).join(', ');
  return first.time !== null && first.file
    ? `${where}, from ${Math.floor(first.time / 1000)} s`
    : `${where}, ${TIME.format(from)}`;
}

export type Row = { record: ExpressionClass; sizes: Record<Split, number> };

/** Labelled samples of each class in each split, in one pass. */
export function tally(classes: ExpressionClass[], samples: Sample[], placeOf: (sample: Sample) => Split): Row[] {
  const rows = new Map(classes.map((record) => [record.id, { record, sizes: { train: 0, validation: 0, test: 0 } }]));
  for (const sample of samples) {
    const row = rows.get(sample.classId ?? '');
    if (row) row.sizes[placeOf(sample)] += 1;
  }
  return [...rows.values()];
}

const LIST = new Intl.ListFormat('en');

/** What the plan lacks, each in a sentence. Classes without samples and disabled ones are left out. */
export function lacks(rows: Row[]): string[] {
  const used = rows.filter(({ record, sizes }) => record.enabled && sizes.train + sizes.validation + sizes.test > 0);
  const without = (...places: Split[]): string =>
    LIST.format(
      used
        .filter(({ sizes }) => (['validation', 'test'] as const).every((p) => (sizes[p] === 0) === places.includes(p)))
        .map(({ record }) => record.name),
    );
  const unlearned = LIST.format(used.filter(({ sizes }) => sizes.train === 0).map(({ record }) => record.name));
  const said: [string, string][] = [
    ['Nothing to learn from for', unlearned],
    ['No test face of', without('test')],
    ['No validation face of', without('validation')],
    ['No test and no validation face of', without('validation', 'test')],
  ];
  return said.filter(([, names]) => names !== '').map(([what, names]) => `${what} ${names}.`);
}

/** “3 people”, “1 session”, “120 time blocks” */
export const unitCount = (n: number, by: By): string =>
  by === 'person' ? (n === 1 ? '1 person' : `${n.toLocaleString('en')} people`) : count(n, UNIT[by]);
