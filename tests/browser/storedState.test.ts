/** Random things done, undone and redone against a real database: what is stored is what the page would show. */

import { expect, inject, it } from 'vitest';
import { LONG } from '../long.ts';
import { blankPage, exposeModules } from './modules.ts';
import { launch } from './page.ts';

declare const modules: {
  arbitraries: typeof import('../arbitraries.ts');
  change: typeof import('../../src/data/change.ts');
  collection: typeof import('../../src/data/collection.ts');
  fc: typeof import('fast-check');
  history: typeof import('../../src/data/history.ts');
};

const RUNS = LONG ? 300 : 30;
const SEED = 20;

it(`the stored state follows ${RUNS} random sessions, back to their start and forth again`, async () => {
  const browser = await launch();
  const page = await blankPage(await browser.newContext({ bypassCSP: true }), inject('root'));
  await exposeModules(page, {
    arbitraries: 'tests/arbitraries.ts',
    change: 'src/data/change.ts',
    collection: 'src/data/collection.ts',
    fc: 'node_modules/fast-check',
    history: 'src/data/history.ts',
  });
  const wrong = await page.evaluate(
    async ({ RUNS, SEED }) => {
      const { fc, change: changes, history: histories } = modules;
      const { commit, loadCollection } = modules.collection;
      const { acts, attempt } = modules.arbitraries;
      const same = (a: unknown, b: unknown) => fc.stringify(a) === fc.stringify(b);
      const wrong: string[] = [];
      const sessions = fc.sample(fc.array(acts, { minLength: 1, maxLength: 12 }), { numRuns: RUNS, seed: SEED });
      // Each session starts from what the one before has left.
      for (const [i, session] of sessions.entries()) {
        const start = await loadCollection();
        let now = start;
        let history = histories.NO_HISTORY;
        const apply = async (change: import('../../src/data/change.ts').Change) => {
          now = changes.applied(now, change);
          await commit(change);
          if (!same(await loadCollection(), now)) wrong.push(`session ${i}: stored and shown differ`);
        };
        for (const act of session) {
          const change = attempt(act, now);
          if (changes.isEmpty(change)) continue;
          await apply(change);
          history = histories.recorded(history, { change, what: 'something', group: null });
        }
        const end = now;
        for (let step = histories.undone(history); step; step = histories.undone(history)) {
          await apply(step.change);
          history = step.history;
        }
        if (!same(now, start)) wrong.push(`session ${i}: undoing everything does not lead back`);
        for (let step = histories.redone(history); step; step = histories.redone(history)) {
          await apply(step.change);
          history = step.history;
        }
        if (!same(now, end)) wrong.push(`session ${i}: redoing everything does not lead to the end`);
      }
      return { wrong, left: (await loadCollection()).samples.length };
    },
    { RUNS, SEED },
  );
  await browser.close();
  expect(wrong.wrong).toEqual([]);
  expect(wrong.left).toBeGreaterThan(0);
});
