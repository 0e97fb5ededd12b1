import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applied, type Collection, isEmpty } from '../../src/data/change.ts';
import { addSamples } from '../../src/data/edits.ts';
import { type History, NO_HISTORY, recorded, redone, undone } from '../../src/data/history.ts';
import { type Act, acts, attempt, collections } from '../arbitraries.ts';
import { sampleOf } from '../records.ts';

type Session = { now: Collection; history: History };

function done({ now, history }: Session, act: Act, group: string | null = null): Session {
  const change = attempt(act, now);
  if (isEmpty(change)) return { now, history };
  return { now: applied(now, change), history: recorded(history, { change, what: 'something', group }) };
}

function stepped({ now, history }: Session, step: typeof undone): Session | null {
  const next = step(history);
  return next && { now: applied(now, next.change), history: next.history };
}

function all(session: Session, step: typeof undone): Session {
  const next = stepped(session, step);
  return next ? all(next, step) : session;
}

/** In the order in which `applied` leaves it. */
const tidied = collections.map((start) =>
  applied(start, { classes: [], samples: start.samples.map((sample) => ({ before: sample, after: sample })) }),
);

describe('history', () => {
  it('leads back to the start by undoing everything, and to the end by doing it again', () => {
    const doing = fc.array(fc.tuple(acts, fc.constantFrom(null, null, 'take')), { maxLength: 20 });
    fc.assert(
      fc.property(tidied, doing, (start, all20) => {
        const end = all20.reduce<Session>((at, [act, group]) => done(at, act, group), {
          now: start,
          history: NO_HISTORY,
        });
        const back = all(end, undone);
        expect(back.now).toEqual(start);
        expect(all(back, redone).now).toEqual(end.now);
      }),
    );
  });

  it('goes through the same states on any walk of undoing and redoing', () => {
    fc.assert(
      fc.property(
        tidied,
        fc.array(acts, { maxLength: 10 }),
        fc.array(fc.boolean(), { maxLength: 40 }),
        (start, doing, walk) => {
          let at: Session = { now: start, history: NO_HISTORY };
          const states = [at.now];
          for (const act of doing) {
            const next = done(at, act);
            if (next.history.done.length > at.history.done.length) states.push(next.now);
            at = next;
          }
          for (const back of walk) {
            at = stepped(at, back ? undone : redone) ?? at;
            expect(at.now).toEqual(states[at.history.done.length]);
          }
        },
      ),
    );
  });

  it('forgets what had been undone once something new is done', () => {
    const add =
      (id: string): Act =>
      () =>
        addSamples([sampleOf(id, null)]);
    const start: Session = { now: { classes: [], samples: [], split: null }, history: NO_HISTORY };
    const once = stepped(done(start, add('a')), undone);
    expect(once && redone(done(once, add('b')).history)).toBeNull();
  });

  it('undoes a take in one step, and the next take in another', () => {
    const add =
      (id: string): Act =>
      () =>
        addSamples([sampleOf(id, null)]);
    let at: Session = { now: { classes: [], samples: [], split: null }, history: NO_HISTORY };
    for (const id of ['a', 'b', 'c']) at = done(at, add(id), 'take 1');
    for (const id of ['d', 'e']) at = done(at, add(id), 'take 2');
    expect(stepped(at, undone)?.now.samples.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(all(at, undone).now.samples).toEqual([]);
  });

  it('keeps the last 200 entries, fewer where they are large, and always the newest', () => {
    const entry = (samples: number) => ({
      change: {
        classes: [],
        samples: Array.from({ length: samples }, (_, i) => ({ before: null, after: sampleOf(`s${i}`, null) })),
      },
      what: 'import',
      group: null,
    });
    let history = NO_HISTORY;
    for (let i = 0; i < 250; i++) history = recorded(history, entry(1));
    expect(history.done).toHaveLength(200);
    const large = entry(60_000);
    for (let i = 0; i < 6; i++) history = recorded(history, large);
    expect(history.done).toHaveLength(3);
    expect(recorded(history, entry(250_000)).done).toHaveLength(1);
  });
});
