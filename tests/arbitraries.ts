/** Random collections and random things a user does to them, for property tests. */

import fc from 'fast-check';
import type { Change, Collection } from '../src/data/change.ts';
import * as edits from '../src/data/edits.ts';
import type { Sample } from '../src/data/schema.ts';
import * as split from '../src/data/split.ts';
import { AppError } from '../src/rpc/appError.ts';
import { classNamed, sampleOf } from './records.ts';

const CLASSES = ['smile', 'frown', 'neutral'];
const PEOPLE = ['ann', 'ben', 'cem', 'dora', 'emil'];
const SITTINGS = ['monday', 'tuesday', 'wednesday'];

/** Any of these, or nothing. */
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });

const place = fc.constantFrom('train', 'validation', 'test');
const by = fc.constantFrom('person', 'session', 'time');

/** A face of one of a few people, sittings and takes, so that units are shared. */
const face: fc.Arbitrary<Partial<Sample>> = fc.record({
  classId: maybe(fc.constantFrom(...CLASSES)),
  person: fc.constantFrom(...PEOPLE),
  session: fc.constantFrom(...SITTINGS),
  clip: maybe(fc.constantFrom('take 1', 'take 2')),
  time: maybe(fc.nat(30_000)),
  recordedAt: fc.nat(60_000),
});

export const samplesFrom = (most = 40): fc.Arbitrary<Sample[]> =>
  fc
    .array(face, { maxLength: most })
    .map((faces) => faces.map((known, i) => sampleOf(`s${i}`, known.classId ?? null, known)));

export const collections: fc.Arbitrary<Collection> = samplesFrom().map((samples) => ({
  classes: CLASSES.map((id, order) => classNamed(id, order)),
  samples,
  split: null,
}));

/** Something a user does; `make` throws where it is not allowed. */
export type Act = (now: Collection) => Change;

const ids = fc.array(fc.nat(60), { maxLength: 12 }).map((all) => new Set(all.map((i) => `s${i}`)));
const someClass = fc.constantFrom(...CLASSES, 'c0', 'c1');
let made = 0;

export const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.nat(3).map(
    (i): Act =>
      (now) =>
        edits.addClass(now, now.classes.some(({ id }) => id === `c${i}`) ? `d${made++}` : `c${i}`, 'New'),
  ),
  fc.tuple(someClass, fc.boolean()).map(
    ([id, enabled]): Act =>
      (now) =>
        edits.changeClass(now, id, { enabled, name: `${id}!` }),
  ),
  fc.tuple(someClass, fc.nat(4)).map(
    ([id, to]): Act =>
      (now) =>
        edits.moveClass(now, id, to),
  ),
  fc.tuple(someClass, someClass).map(
    ([from, into]): Act =>
      (now) =>
        edits.mergeClass(now, from, into),
  ),
  someClass.map(
    (id): Act =>
      (now) =>
        edits.removeClass(now, id),
  ),
  fc.array(face, { maxLength: 5 }).map(
    (faces): Act =>
      () =>
        edits.addSamples(faces.map((known) => sampleOf(`n${made++}`, known.classId ?? null, known))),
  ),
  ids.map(
    (some): Act =>
      (now) =>
        edits.removeSamples(now, some),
  ),
  fc.tuple(ids, face).map(
    ([some, { person = '', session = '', classId = null }]): Act =>
      (now) =>
        edits.changeSamples(now, some, { person, session, classId }),
  ),
  fc.tuple(fc.constantFrom(...PEOPLE), fc.constantFrom(...PEOPLE, 'zoe')).map(
    ([from, to]): Act =>
      (now) =>
        edits.rename(now, 'person', from, to),
  ),
  fc.tuple(fc.constantFrom(...SITTINGS), fc.constantFrom(...SITTINGS, 'sunday')).map(
    ([from, to]): Act =>
      (now) =>
        edits.rename(now, 'session', from, to),
  ),
  fc.tuple(by, fc.nat(99)).map(
    ([kind, seed]): Act =>
      (now) =>
        split.dealSplits(now, kind, seed),
  ),
  fc.tuple(fc.nat(40), place).map(
    ([i, to]): Act =>
      (now) => {
        const sample = now.samples[i % Math.max(1, now.samples.length)];
        return sample && now.split
          ? split.moveUnit(now, split.unitOf(sample, now.split.by), to)
          : { classes: [], samples: [] };
      },
  ),
  fc.boolean().map(
    (lock): Act =>
      (now) =>
        split.lockSplit(now, lock),
  ),
  fc.constant<Act>(split.removeSplit),
);

/** What the act changes; nothing where it is refused with a sentence. */
export function attempt(act: Act, now: Collection): Change {
  try {
    return act(now);
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'bad-input') return { classes: [], samples: [] };
    throw thrown;
  }
}
