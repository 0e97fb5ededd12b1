/**
 * Trains as the page does, in Node: npm run train -- --config FILE.json (what it may say: tools/training/config.ts).
 * Progress goes to stderr; everything else into the folder `out`. Ctrl-C saves and ends, a second one kills.
 */

import { setImmediate } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { AppError } from '../src/rpc/appError.ts';
import { readConfig } from './training/config.ts';
import { trainHeadless } from './training/headless.ts';

export async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { config: { type: 'string' } } });
  if (!values.config) throw new AppError('bad-input', 'Usage: npm run train -- --config FILE.json');
  const config = await readConfig(values.config);
  let asked: 'paused' | null = null;
  process.once('SIGINT', () => {
    asked = 'paused';
    console.error('Saving after this step …');
  });
  await trainHeadless(config, {
    asked: () => asked,
    breathe: async () => void (await setImmediate()),
    say: (line) => console.error(line),
  });
}
