/** The logs of the kills, once both long tests have passed, into docs/results: npm run kills. */

import { copyFileSync, readFileSync } from 'node:fs';
import { writePart } from './reliability.ts';

/** Written by kill.test.ts and trainingKills.test.ts when all of their kills were survived. */
const LOGS = ['kills.log', 'training-kills.log'];

export async function main(): Promise<void> {
  for (const log of LOGS) copyFileSync(`tests/output/${log}`, `docs/results/${log}`);
  writePart('kills', killsTable(LOGS.map((log) => readFileSync(`docs/results/${log}`, 'utf8'))));
}

/** @param logs lines as the tests write them: “kill 3, import, after 1994 ms: …”; those of training name no act */
export function killsTable(logs: readonly string[]): string {
  const kills = logs.flatMap((log) => [...log.matchAll(/^kill \d+,(?: (\w+),)? after (\d+) ms: /gm)]);
  const moments = new Map<string, number[]>();
  for (const [, act = 'train', ms] of kills) moments.set(act, [...(moments.get(act) ?? []), Number(ms)]);
  return [
    `\`npm run kills\`: the browser was killed at ${kills.length} random moments. Each time everything that had been committed was there afterwards, nothing was there by half, and the page went on (docs/results/kills.log, training-kills.log).`,
    '',
    '| What was going on | Kills | Moments, ms after it began |',
    '| --- | --: | --: |',
    ...[...moments].map(([act, at]) => `| ${act} | ${at.length} | ${Math.min(...at)}–${Math.max(...at)} |`),
  ].join('\n');
}
