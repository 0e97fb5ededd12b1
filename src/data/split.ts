/** Who is learned from and who is only judged on: whole people, sittings or stretches of time, never single images. */

import { createRng, integer } from '../math/rng.ts';
import type { Change, Collection } from './change.ts';
import type { Sample, Split, SplitPlan } from './schema.ts';

/** Length of a stretch of a recording, ms: long against the likeness of neighbouring frames, short against a take. */
const STRETCH_MS = 2_000;

/** Share of the samples that is held out, for each of the two splits that are. */
const HELD_OUT = 0.2;

type By = SplitPlan['by'];

/** The unit that a sample goes with: all samples of a unit are in one split. Does not depend on the label. */
export function unitOf({ person, session, clip, time, recordedAt }: Sample, by: By): string {
  if (by === 'person') return person;
  if (by === 'session') return session;
  return `${clip ?? session} ${Math.floor((time ?? recordedAt) / STRETCH_MS)}`;
}

/** Without a plan everything is learned from. */
export function splitOf(sample: Sample, plan: SplitPlan | null): Split {
  return plan?.units[unitOf(sample, plan.by)] ?? 'train';
}

/** The strictest kind of unit of which there are enough to hold some out: three people, or three sittings, or time. */
export function strictestUnits(samples: readonly Sample[]): By {
  const several = (by: By) => new Set(samples.map((sample) => unitOf(sample, by))).size >= 3;
  return several('person') ? 'person' : several('session') ? 'session' : 'time';
}

/**
 * Deals the labelled samples' units into the three splits, about 60 : 20 : 20 by samples. People and sittings are dealt
 * by chance; of the stretches of a recording the last ones are held out, so that few neighbours end up apart. With two
 * units there is no validation, with one nothing is held out. A locked test set stays as it is.
 */
export function dealSplits({ samples, split }: Collection, by: By, seed: number): Change {
  const labelled = samples.filter(({ classId }) => classId !== null);
  const locked = split?.locked && split.by === by ? split : null;
  const kept = Object.entries(locked?.units ?? {}).filter(([, place]) => place === 'test');
  const free = unitsOf(labelled, by).filter(({ unit }) => !kept.some(([name]) => name === unit));
  const rows = by === 'time' ? byClass(free) : [shuffled(free, seed)];
  const dealt = rows.flatMap((row) => dealRow(row, locked === null));
  const after: SplitPlan = { by, locked: locked !== null, units: Object.fromEntries([...kept, ...dealt]) };
  return { classes: [], samples: [], split: { before: split, after } };
}

/** Locks or opens the test set. */
export function lockSplit({ split }: Collection, locked: boolean): Change {
  if (!split || split.locked === locked) return { classes: [], samples: [] };
  return { classes: [], samples: [], split: { before: split, after: { ...split, locked } } };
}

/** Moves one unit by hand. A locked test set takes none in and lets none out: then nothing changes. */
export function moveUnit({ split }: Collection, unit: string, place: Split): Change {
  if (!split) return { classes: [], samples: [] };
  const now = split.units[unit] ?? 'train';
  if (now === place || (split.locked && (now === 'test' || place === 'test'))) return { classes: [], samples: [] };
  const after = { ...split, units: { ...split.units, [unit]: place } };
  return { classes: [], samples: [], split: { before: split, after } };
}

type Unit = { unit: string; size: number; classId: string | null; from: number };

/** The units in the order of their first samples; a unit's class is that of its first sample. */
function unitsOf(samples: readonly Sample[], by: By): Unit[] {
  const units = new Map<string, Unit>();
  for (const sample of samples) {
    const unit = unitOf(sample, by);
    const known = units.get(unit);
    if (known) known.size += 1;
    else units.set(unit, { unit, size: 1, classId: sample.classId, from: sample.recordedAt });
  }
  return [...units.values()];
}

function byClass(units: Unit[]): Unit[][] {
  const rows = new Map<string | null, Unit[]>();
  for (const unit of units) rows.set(unit.classId, [...(rows.get(unit.classId) ?? []), unit]);
  return [...rows.values()];
}

/** Fisher and Yates. */
function shuffled(units: Unit[], seed: number): Unit[] {
  const rng = createRng(seed);
  const row = [...units];
  for (let i = row.length - 1; i > 0; i--) {
    const j = integer(rng, i + 1);
    [row[i], row[j]] = [row[j]!, row[i]!];
  }
  return row;
}

/** Fills test, then validation, from the end of the row; at least one unit is left to learn from. */
function dealRow(row: Unit[], withTest: boolean): [string, Split][] {
  const total = row.reduce((sum, { size }) => sum + size, 0);
  const rest = [...row];
  const take = (place: Split, spare: number): [string, Split][] => {
    const taken: [string, Split][] = [];
    let size = 0;
    while (rest.length > spare && (size === 0 || size < HELD_OUT * total)) {
      const unit = rest.pop()!;
      if (size > 0 && size + unit.size > 1.5 * HELD_OUT * total) {
        rest.push(unit);
        break;
      }
      size += unit.size;
      taken.push([unit.unit, place]);
    }
    return taken;
  };
  const test = withTest ? take('test', 1) : [];
  const validation = take('validation', 1);
  return [...test, ...validation, ...rest.map(({ unit }): [string, Split] => [unit, 'train'])];
}
