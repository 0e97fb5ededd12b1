/** What a page's main thread does meanwhile, task by task, by the browser's own trace. */

import type { Browser, Page } from 'playwright-core';

type Event = { name: string; ph: string; pid: number; tid: number; ts: number; dur?: number; tdur?: number };

const BEGIN = 'measured from here';
const END = 'measured to here';

/**
 * The longest task of the page's main thread during `work`, ms: `cpu` is what it computed itself; `wall` has what a busy
 * machine gave to others meanwhile, too. One trace a browser at a time.
 */
export async function longestTask(
  browser: Browser,
  page: Page,
  work: () => Promise<unknown>,
): Promise<{ cpu: number; wall: number }> {
  await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing'] });
  // Starting the trace takes a task of its own.
  await page.waitForTimeout(500);
  await page.evaluate((mark) => void performance.mark(mark), BEGIN);
  await work();
  await page.evaluate((mark) => void performance.mark(mark), END);
  const { traceEvents } = JSON.parse(String(await browser.stopTracing())) as { traceEvents: Event[] };
  const begin = traceEvents.find(({ name }) => name === BEGIN);
  const end = traceEvents.find(({ name }) => name === END);
  if (!begin || !end) throw new Error('The trace lacks its marks.');
  const tasks = traceEvents.filter(
    ({ name, ph, pid, tid, ts }) =>
      name === 'ThreadControllerImpl::RunTask' &&
      ph === 'X' &&
      pid === begin.pid &&
      tid === begin.tid &&
      ts > begin.ts &&
      ts < end.ts,
  );
  if (tasks.length === 0) throw new Error('The trace lacks the main thread’s tasks.');
  // The shortest tasks come without a time of their own.
  const longest = (of: (task: Event) => number) => Math.max(...tasks.map(of)) / 1000;
  return { cpu: longest(({ tdur, dur = 0 }) => tdur ?? dur), wall: longest(({ dur = 0 }) => dur) };
}
