/** What a user can do to the collection, each as a change. Pure: writes nothing. */

import type { Change, Collection, Edit } from './change.ts';
import { nextColour } from './palette.ts';
import type { ExpressionClass, Sample, Split, SplitPlan } from './schema.ts';
import { guardTest, type Move, splitOfUnit, unitOf } from './split.ts';

const NOTHING: Change = { classes: [], samples: [] };

/** A new class at the end, enabled, in a colour that is still free. @param id of the new record */
export function addClass({ classes }: Collection, id: string, name: string): Change {
  const after: ExpressionClass = {
    id,
    name: name.trim(),
    colour: nextColour(classes.map(({ colour }) => colour)),
    order: Math.max(0, ...classes.map(({ order }) => order)) + 1,
    enabled: true,
  };
  return { ...NOTHING, classes: [{ before: null, after }] };
}

/** Classes that somebody else's model knows, at the end; those of a name that there is already are left out. */
export function addClasses(
  collection: Collection,
  added: readonly Pick<ExpressionClass, 'id' | 'name' | 'colour'>[],
): Change {
  const known = new Set(collection.classes.flatMap(({ id, name }) => [id, name.toLowerCase()]));
  const last = Math.max(0, ...collection.classes.map(({ order }) => order));
  const fresh = added.filter(({ id, name }) => !known.has(id) && !known.has(name.toLowerCase()));
  return {
    ...NOTHING,
    classes: fresh.map(({ id, name, colour }, i) => ({
      before: null,
      after: { id, name, colour, order: last + 1 + i, enabled: true },
    })),
  };
}

/** Renames, recolours, enables or disables a class. Its samples stay as they are: nothing needs training again. */
export function changeClass(
  { classes }: Collection,
  id: string,
  change: Partial<Pick<ExpressionClass, 'name' | 'colour' | 'enabled'>>,
): Change {
  return { ...NOTHING, classes: edited(classes, (record) => (record.id === id ? { ...record, ...change } : record)) };
}

/** Moves a class to a place in the display order. @param place 0 … number of classes − 1 */
export function moveClass({ classes }: Collection, id: string, place: number): Change {
  const moved = classes.find((record) => record.id === id);
  if (!moved) return NOTHING;
  const rest = classes.filter((record) => record !== moved);
  const next = [...rest.slice(0, place), moved, ...rest.slice(place)];
  return { ...NOTHING, classes: edited(classes, (record) => ({ ...record, order: next.indexOf(record) + 1 })) };
}

/** Gives the samples of `from` to `into` and takes `from` away. */
export function mergeClass({ classes, samples }: Collection, from: string, into: string): Change {
  const before = classes.find(({ id }) => id === from);
  if (!before || from === into || !classes.some(({ id }) => id === into)) return NOTHING;
  return {
    classes: [{ before, after: null }],
    samples: edited(samples, (sample) => (sample.classId === from ? { ...sample, classId: into } : sample)),
  };
}

/** Takes a class and all of its samples away. */
export function removeClass({ classes, samples }: Collection, id: string): Change {
  return {
    classes: classes.filter((record) => record.id === id).map(gone),
    samples: samples.filter(({ classId }) => classId === id).map(gone),
  };
}

/** Adds samples whose images are written in the same transaction. */
export function addSamples(samples: Sample[]): Change {
  return { ...NOTHING, samples: samples.map((after) => ({ before: null, after })) };
}

export function removeSamples({ samples }: Collection, ids: ReadonlySet<string>): Change {
  return { ...NOTHING, samples: samples.filter(({ id }) => ids.has(id)).map(gone) };
}

/**
 * Gives samples another class, person, sitting, valence, arousal or intensity.
 * @throws `bad-input` where that would move a face into or out of a locked test set
 */
export function changeSamples(
  { samples, split }: Collection,
  ids: ReadonlySet<string>,
  change: Partial<Pick<Sample, 'classId' | 'person' | 'session' | 'valence' | 'arousal' | 'intensity'>>,
): Change {
  const changed = (sample: Sample) => (ids.has(sample.id) ? { ...sample, ...change } : sample);
  guardTest(
    samples.map((before) => ({ before, after: changed(before) })),
    split,
    split,
  );
  return { ...NOTHING, samples: edited(samples, changed) };
}

/** Gives samples valence and arousal, each its own. @param ratings by sample id, −1…1 */
export function rateSamples(
  { samples }: Collection,
  ratings: ReadonlyMap<string, { valence: number; arousal: number }>,
): Change {
  return { ...NOTHING, samples: edited(samples, (sample) => ({ ...sample, ...ratings.get(sample.id) })) };
}

/**
 * Gives a person or a sitting another name; the name of another one joins the two. The split plan follows.
 * @throws `bad-input` where that would move faces into or out of a locked test set
 */
export function rename(collection: Collection, what: 'person' | 'session', from: string, to: string): Change {
  const name = to.trim();
  return name && name !== from ? renameAll(collection, what, new Map([[from, name]])) : NOTHING;
}

/** As `rename`, of several at once, so that two may exchange their names. @param names old → new */
export function renameAll(
  { samples, split }: Collection,
  what: 'person' | 'session',
  names: ReadonlyMap<string, string>,
): Change {
  const renamed = (sample: Sample) => {
    const name = names.get(sample[what]);
    return name === undefined ? sample : { ...sample, [what]: name };
  };
  const moves = samples.map((before) => ({ before, after: renamed(before) }));
  const after = split && followed(split, moves);
  guardTest(moves, split, after);
  return { ...NOTHING, samples: edited(samples, renamed), ...(after !== split && { split: { before: split, after } }) };
}

/** The plan after units got other names. Of two that become one the stricter place wins: no test face is learned from. */
function followed(split: SplitPlan, moves: Move[]): SplitPlan {
  const names = new Map(moves.map(({ before, after }) => [unitOf(before, split.by), unitOf(after, split.by)]));
  const units = new Map(Object.entries(split.units));
  let changed = false;
  for (const [from, to] of names) {
    if (from === to || !Object.hasOwn(split.units, from)) continue;
    changed = true;
    units.delete(from);
    units.set(to, stricter(splitOfUnit(split, from), units.get(to)));
  }
  return changed ? { ...split, units: Object.fromEntries(units) } : split;
}

const STRICTNESS: readonly Split[] = ['train', 'validation', 'test'];

function stricter(a: Split, b: Split = 'train'): Split {
  return STRICTNESS.indexOf(a) > STRICTNESS.indexOf(b) ? a : b;
}

const gone = <T>(before: T): Edit<T> => ({ before, after: null });

function edited<T extends { id: string }>(records: T[], change: (record: T) => T): Edit<T>[] {
  return records.flatMap((before) => {
    const after = change(before);
    return differs(before, after) ? [{ before, after }] : [];
  });
}

function differs<T extends object>(a: T, b: T): boolean {
  return (Object.keys(a) as (keyof T)[]).some((key) => a[key] !== b[key]);
}
