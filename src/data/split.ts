/** Who is learned from and who is only judged on: whole people, sittings or stretches of time, never single images. */

import { AppError } from '../rpc/appError.ts';
import type { Change, Collection } from './change.ts';
import { deal } from './deal.ts';
import type { Sample, Split, SplitPlan } from './schema.ts';

/** Length of a stretch of a recording, ms: long against the likeness of neighbouring frames, short against a take. */
const STRETCH_MS = 2_000;

/** So many units of a class, and it can be learned, validated and tested. */
const ENOUGH_UNITS = 3;

export type By = SplitPlan['by'];

/** A unit with what it holds: labelled samples by class, and when the first of all its samples was recorded, ms. */
export type Unit = { unit: string; size: number; classes: Map<string, number>; from: number; first: Sample };

const NOTHING: Change = { classes: [], samples: [] };

/** The unit that a sample goes with: all samples of a unit are in one split. Does not depend on the label. */
export function unitOf({ person, session, clip, time, recordedAt }: Sample, by: By): string {
  if (by === 'person') return person;
  if (by === 'session') return session;
  return `${clip ?? session} ${Math.floor((time ?? recordedAt) / STRETCH_MS)}`;
}

/** Without a plan everything is learned from. */
export function splitOf(sample: Sample, plan: SplitPlan | null): Split {
  return splitOfUnit(plan, plan ? unitOf(sample, plan.by) : '');
}

/** Somebody may be called “constructor”, which every object has. */
export function splitOfUnit(plan: Pick<SplitPlan, 'units'> | null, unit: string): Split {
  return (plan && Object.hasOwn(plan.units, unit) && plan.units[unit]) || 'train';
}

/** The units of the labelled samples, in the order of their first samples. */
export function unitsOf(samples: readonly Sample[], by: By): Unit[] {
  const units = new Map<string, Unit>();
  for (const sample of samples) {
    if (sample.classId === null) continue;
    const unit = unitOf(sample, by);
    let known = units.get(unit);
    if (!known) {
      known = { unit, size: 0, classes: new Map(), from: sample.recordedAt, first: sample };
      units.set(unit, known);
    }
    known.size += 1;
    known.classes.set(sample.classId, (known.classes.get(sample.classId) ?? 0) + 1);
  }
  return [...units.values()];
}

/**
 * The strictest kind of unit that can be held out: most classes are shown by three people, else in three sittings, else
 * stretches of time. Where each class has a person of its own, holding a person out would leave a class unlearned.
 */
export function strictestUnits(samples: readonly Sample[]): By {
  const enough = (by: By) => {
    const shown = new Map<string, number>();
    for (const { classes } of unitsOf(samples, by)) {
      for (const classId of classes.keys()) shown.set(classId, (shown.get(classId) ?? 0) + 1);
    }
    return [...shown.values()].filter((units) => units >= ENOUGH_UNITS).length > shown.size / 2;
  };
  return enough('person') ? 'person' : enough('session') ? 'session' : 'time';
}

/**
 * Deals the labelled samples' units into the three splits, about 60 : 20 : 20 of each class. People and sittings are
 * dealt by chance; of the stretches of a recording the last ones are held out, so that few neighbours end up apart.
 * Every class keeps a unit to learn from. A locked test set stays as it is.
 * @throws `bad-input` where a test set of another kind of unit is locked
 */
export function dealSplits({ samples, split }: Collection, by: By, seed: number): Change {
  if (split?.locked && split.by !== by) throw locked();
  const kept = Object.entries(split?.locked ? split.units : {}).filter(([, place]) => place === 'test');
  const taken = new Set(kept.map(([unit]) => unit));
  const free = unitsOf(samples, by).filter(({ unit }) => !taken.has(unit));
  const dealt = deal(free, { inOrder: by === 'time', withTest: !split?.locked, seed });
  const after: SplitPlan = { by, locked: split?.locked ?? false, units: Object.fromEntries([...kept, ...dealt]) };
  return { ...NOTHING, split: { before: split, after } };
}

/** Takes the plan away: everything is learned from again. @throws `bad-input` while the test set is locked */
export function removeSplit({ split }: Collection): Change {
  if (split?.locked) throw locked();
  return split ? { ...NOTHING, split: { before: split, after: null } } : NOTHING;
}

/** Locks or opens the test set. */
export function lockSplit({ split }: Collection, lock: boolean): Change {
  if (!split || split.locked === lock) return NOTHING;
  return { ...NOTHING, split: { before: split, after: { ...split, locked: lock } } };
}

/** Moves one unit by hand. @throws `bad-input` where that would change a locked test set */
export function moveUnit({ split }: Collection, unit: string, place: Split): Change {
  const now = splitOfUnit(split, unit);
  if (!split || now === place) return NOTHING;
  if (split.locked && (now === 'test' || place === 'test')) throw locked();
  return { ...NOTHING, split: { before: split, after: { ...split, units: { ...split.units, [unit]: place } } } };
}

/** A sample before and after a change. */
export type Move = { before: Sample; after: Sample };

/** Stops a change that would move faces into or out of a locked test set. @throws `bad-input` */
export function guardTest(moves: readonly Move[], before: SplitPlan | null, after: SplitPlan | null): void {
  if (!before?.locked) return;
  const tested = (sample: Sample, plan: SplitPlan | null) => splitOf(sample, plan) === 'test';
  if (moves.some((move) => tested(move.before, before) !== tested(move.after, after))) throw locked();
}

const locked = (): AppError =>
  new AppError('bad-input', 'This would change the locked test set. Unlock it first, in the Split panel of Data.');
