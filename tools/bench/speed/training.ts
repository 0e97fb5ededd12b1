/** How long it takes to teach two classes: Mien beside Teachable Machine, in turn. */

import type { Browser, Page } from 'playwright-core';
import { exposeModules } from '../../../tests/browser/modules.ts';
import { median } from '../statistics.ts';
import type { Taught } from './contender.ts';
import { openBlank, peer, workersOf } from './open.ts';

/** Pictures of each class. */
const PICTURES = 30;
/** Of the embedding that both train on. */
const WIDTH = 184;
const ROUNDS = 3;

export type TrainingResult = { task: 'heads, cpu' | 'end to end'; contender: string } & Taught;

type Modules = {
  runner: typeof import('./pages/runner.ts');
  teachable: typeof import('./pages/teachable.ts');
  mien: typeof import('./pages/mienTraining.ts');
};
declare global {
  var modules: Modules;
}

export async function measureTraining(browser: Browser, root: string): Promise<TrainingResult[]> {
  const tasks: { [name: string]: () => Promise<Taught> } = {
    'heads, cpu: Mien': () =>
      inPage(browser, root, 'mien', (page) =>
        page.evaluate(([base, count]) => modules.mien.teachHeads(base, count), [root, 2 * PICTURES] as const),
      ),
    'heads, cpu: Teachable Machine': () => teachable(browser, root, WIDTH),
    'end to end: Mien': () =>
      inPage(browser, root, 'mien', (page) =>
        page.evaluate(
          async ([base, workers, count]) =>
            modules.mien.teachPictures(
              workers,
              base,
              await modules.runner.picturesOf(`${base}samples/clip.mp4`, count),
            ),
          [root, workersOf(root), 2 * PICTURES] as const,
        ),
      ),
    'end to end: Teachable Machine': () => teachable(browser, root, null),
  };
  const times = new Map<string, Taught[]>(Object.keys(tasks).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, task] of Object.entries(tasks)) {
      const taught = await task();
      times.get(name)?.push(taught);
      console.error(`${name}: ${Math.round(taught.all)} ms, of it training ${Math.round(taught.training)}`);
    }
  }
  return [...times].map(([name, all]) => {
    const [task, contender] = name.split(': ') as [TrainingResult['task'], string];
    return {
      ...{ task, contender },
      all: median(all.map((each) => each.all)),
      training: median(all.map(({ training }) => training)),
      on: all[0]?.on ?? '',
    };
  });
}

function teachable(browser: Browser, root: string, width: number | null): Promise<Taught> {
  return inPage(browser, root, 'teachable', async (page) => {
    await page.addScriptTag({ url: peer(root, '@tensorflow/tfjs/dist/tf.min.js') });
    await page.addScriptTag({ url: peer(root, '@teachablemachine/image/dist/teachablemachine-image.min.js') });
    return page.evaluate(
      async ([clip, embedding, count]) =>
        modules.teachable.teach(embedding, await modules.runner.picturesOf(clip, count)),
      [`${root}samples/clip.mp4`, width, 2 * PICTURES] as const,
    );
  });
}

const FILES = { mien: 'mienTraining', teachable: 'teachable' } as const;

async function inPage(
  browser: Browser,
  root: string,
  name: keyof typeof FILES,
  work: (page: Page) => Promise<Taught>,
): Promise<Taught> {
  const page = await openBlank(browser, root);
  try {
    await exposeModules(page, {
      runner: 'tools/bench/speed/pages/runner.ts',
      [name]: `tools/bench/speed/pages/${FILES[name]}.ts`,
    });
    return await work(page);
  } finally {
    await page.context().close();
  }
}
