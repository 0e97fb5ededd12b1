/**
 * Each published method on the sample actors that are made for it: three clicks from an empty page, progress that is
 * seen, a loss that falls, and figures far above chance on people whom it has not learned from, which rise. Those of RMFER
 * begin at what the base encoder knows already, and fall; the comparison of the methods judges that.
 */

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { LONG } from '../long.ts';
import { serveExcerpt } from './actorExcerpts.ts';
import { launch, openPage, WEBGPU_FLAGS } from './page.ts';
import { pauseClip, SLOW_MS } from './pageActions.ts';
import { judgedPeople } from './rawRuns.ts';
import { shorten } from './trainingPage.ts';

const actors = (...numbers: number[]) => numbers.map((number) => `Actor ${String(number).padStart(2, '0')}`);

/** Who watches the first film: four to learn from, and two (13, 31) to be judged on. */
const WATCHERS = actors(1, 7, 13, 19, 25, 31);
/** Of those to be judged on (5, 13) no expression is one that the others do not show. */
const ALONE = actors(1, 2, 4, 5, 9, 13);
/** Everybody but those of the test: 20 to learn from, six to be judged on. */
const ALL = actors(1, 2, 4, 5, 7, 9, 10, 12, 13, 14, 15, 17, 18, 19, 20, 22, 23, 25, 27, 28, 30, 31, 32, 33, 35, 36);

/** The line of the Lab by which a method is judged, and what it must reach: an eighth, 12.5 %, or 0 would be chance. */
const ACCURACY = { figure: 'Held-out accuracy', least: 50 };
const CCC = { figure: 'Held-out CCC', least: 0.2 };

/** FaceSwap needs a second view. In the long run, on whole sets. */
const METHODS = [
  { id: 'mashup', label: 'RMFER', set: 'Reactions to a film', people: WATCHERS, views: 1, ...ACCURACY },
  { id: 'views', label: 'CL-MEx', set: 'Turning heads', people: WATCHERS, views: 1, ...ACCURACY },
  { id: 'affect', label: 'CAL', set: 'Weak and strong expressions', people: ALL, views: 1, ...CCC },
  { id: 'clips', label: 'SSLFER', set: 'Clips of one person', people: ALONE, views: 2, ...ACCURACY },
];

type Seen = { clicks: number; steps: number[] };

let browser: Browser;
beforeAll(async () => {
  browser = await launch({ without: WEBGPU_FLAGS, flags: ['--disable-gpu'] });
});
afterAll(() => browser.close());

const lab = (page: Page) => page.getByRole('main', { name: 'Lab' });

/** What is clicked from now on, and which steps the page says that it is at: a short run may be over between two looks. */
async function watch(page: Page): Promise<() => Promise<Seen>> {
  await page.evaluate(() => {
    const seen: Seen = { clicks: 0, steps: [] };
    Object.assign(globalThis, { seen });
    addEventListener('click', () => Object.assign(seen, { clicks: seen.clicks + 1 }), true);
    new MutationObserver(() => {
      const [, step] = /Step (\d+) of/.exec(document.querySelector('.lab .running')?.textContent ?? '') ?? [];
      if (step !== undefined && seen.steps.at(-1) !== Number(step)) seen.steps.push(Number(step));
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  return () => page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen);
}

/** What the Lab's table has in a column, from the first step to the last. */
async function column(page: Page, name: string): Promise<number[]> {
  const table = lab(page).getByRole('region', { name: 'Curve values' }).getByRole('table');
  const heads = await table.getByRole('columnheader').allTextContents();
  const cells = await table
    .getByRole('row')
    .evaluateAll((rows, at) => rows.slice(1).map((row) => row.children[at]?.textContent ?? ''), heads.indexOf(name));
  return cells.map(Number.parseFloat);
}

/** In the long run each is trained, on whole sets; in the short one the method whose samples are tied together most. */
it.each(METHODS.filter(({ id }) => LONG || id === 'mashup'))(
  '$label learns from “$set” in three clicks, and knows expressions of people it does not learn from',
  { timeout: 8 * SLOW_MS },
  async ({ id, label, set, people, views, figure, least }) => {
    const { page, context, errors } = await openPage(browser, inject('root'));
    // What the base model sees in the clip is not looked at here.
    await pauseClip(page);
    if (!LONG) await serveExcerpt(context, id, people);
    await shorten(page, label, { Epochs: 30, 'Views per sample': views });
    const seen = await watch(page);
    await page.getByRole('button', { name: 'Sample actors…' }).first().click();
    await page.getByRole('button', { name: `Load “${set}”` }).click();
    await page.getByRole('button', { name: `Train with ${label}` }).click({ timeout: 3 * SLOW_MS });
    expect((await seen()).clicks).toBe(3);

    await lab(page)
      .getByRole('heading', { name: `Train with ${label}` })
      .waitFor();
    await lab(page)
      .getByText(/Right on \d+ % of the validation samples/)
      .waitFor({ timeout: 4 * SLOW_MS });
    const passed = (await seen()).steps;
    expect(passed.length).toBeGreaterThan(1);
    expect(passed).toEqual(passed.toSorted((a, b) => a - b));
    const curves = lab(page).getByRole('img', { name: /^Over training steps: loss/ });
    expect((await curves.getAttribute('aria-label'))?.toLowerCase()).toContain(figure.toLowerCase());
    await lab(page).getByText('The numbers as a table').click();
    const [steps, losses, figures] = [
      await column(page, 'Step'),
      await column(page, 'Loss'),
      await column(page, figure),
    ];
    console.log(
      `${label}: ${figure} from ${figures[0]} at step ${steps[0]} to ${figures.at(-1)} at step ${steps.at(-1)}`,
    );
    expect(steps.length).toBeGreaterThan(3);
    expect(losses.at(-1)).toBeLessThan(losses[0] ?? Number.NaN);
    expect(figures.at(-1)).toBeGreaterThan(least);
    if (label !== 'RMFER') expect(figures.at(-1)).toBeGreaterThan(figures[0] ?? Number.NaN);

    const { learned, judged } = await judgedPeople(page);
    expect(learned.filter((person) => judged.includes(person))).toEqual([]);
    expect([...learned, ...judged].toSorted()).toEqual(LONG ? ALL : people);
    expect(errors).toEqual([]);
    await context.close();
  },
);
