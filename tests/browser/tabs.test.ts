/** Two tabs of one browser: one writes, the other shows and is told; the role moves by a button or when a tab closes. */

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { launch, newContext } from './page.ts';
import { addClasses, SLOW_MS } from './pageActions.ts';

const BANNER = 'Another tab of Mien is open and keeps the samples. This one only shows them.';

let browser: Browser;
let context: BrowserContext;
let first: Page;
let second: Page;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

beforeEach(async () => {
  context = await newContext(browser);
  first = await open();
  await addClasses(first, 'Smile');
  await named(first, 'Smile');
  second = await open();
  return () => context.close();
});

async function open(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(inject('root'));
  await page
    .getByText(/(Kept|Saved) (on|by|just now on|\d+ s ago on) (this device|another tab)/)
    .first()
    .waitFor();
  return page;
}

const named = (page: Page, name: string) =>
  page.getByRole('button', { name: `${name}, rename` }).waitFor({ timeout: SLOW_MS });
const told = (page: Page) => page.getByText(BANNER).waitFor({ timeout: SLOW_MS });
const writes = (page: Page) => page.getByText(BANNER).waitFor({ state: 'detached', timeout: SLOW_MS });
const takeOver = (page: Page) => page.getByRole('button', { name: 'Use this tab' }).click();

it('the second tab shows what the first one keeps, and every change of it, and changes nothing itself', async () => {
  await told(second);
  await named(second, 'Smile');
  await addClasses(first, 'Frown');
  await named(second, 'Frown');
  await addClasses(second, 'Wink');
  await second
    .getByText(/keeps the samples\. Change them there/)
    .first()
    .waitFor();
  expect(await second.getByRole('button', { name: 'Wink, rename' }).count()).toBe(0);
  await first.keyboard.press('Control+z');
  await second.getByRole('button', { name: 'Frown, rename' }).waitFor({ state: 'detached' });
  expect(await first.getByText(BANNER).count()).toBe(0);
});

it('the button moves the role, and the tab that loses it is told', async () => {
  await told(second);
  await takeOver(second);
  await writes(second);
  await told(first);
  await addClasses(second, 'Wink');
  await named(first, 'Wink');
  await addClasses(first, 'Frown');
  await first
    .getByText(/keeps the samples\. Change them there/)
    .first()
    .waitFor();
  // To and fro: one tab holds the role, the other waits for it once.
  for (const [to, from] of [
    [first, second],
    [second, first],
    [first, second],
  ] as const) {
    await takeOver(to);
    await writes(to);
    await told(from);
  }
  const locks = await first.evaluate(async () => {
    const { held = [], pending = [] } = await navigator.locks.query();
    return [held, pending].map((all) => all.filter(({ name }) => name === 'mien writer').length);
  });
  expect(locks).toEqual([1, 1]);
});

it('closing the tab that writes hands over to the other', async () => {
  await told(second);
  await first.close();
  await writes(second);
  await addClasses(second, 'Wink');
  await named(second, 'Wink');
  await second.reload();
  await named(second, 'Wink');
  expect(await second.getByText(BANNER).count()).toBe(0);
});
