/**
 * Gives every door for outside bytes inputs that are nearly good: npm run fuzz [-- --inputs 16000 --seed 1 --format NAME].
 * An input that was found again by `--format NAME --seed S --path P`. With --seeded: five bugs put in by purpose.
 */

import { parseArgs } from 'node:util';
import { countAllocations } from './fuzz/allocation.ts';
import { type Campaign, campaign } from './fuzz/campaign.ts';
import { formats } from './fuzz/registry.ts';
import { watchdog } from './fuzz/watchdog.ts';

/** Of each format: 200,000 in all, and some more. */
const INPUTS = 16_000;

export async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      inputs: { type: 'string', default: String(INPUTS) },
      seed: { type: 'string', default: String(Math.floor(1e6 * Math.random())) },
      format: { type: 'string' },
      path: { type: 'string' },
    },
  });
  const seed = Number(values.seed);
  const chosen = formats.filter(({ name }) => !values.format || name === values.format);
  if (chosen.length === 0) throw new Error(`There is no format “${values.format}”.`);
  console.log(`seed ${seed}`);
  const { watch, end } = watchdog();
  const uncount = countAllocations();
  const all: Campaign[] = [];
  try {
    for (const format of chosen) {
      const done = await campaign(format, { inputs: Number(values.inputs), seed, path: values.path, watch });
      all.push(done);
      console.log(line(done));
      if (done.failure) console.log(`  ${told(done, seed)}`);
    }
  } finally {
    uncount();
    await end();
  }
  if (all.some(({ failure }) => failure)) process.exitCode = 1;
}

const line = (done: Campaign): string =>
  `${done.format}: ${done.inputs} inputs, ${share(done.reached, done)} % reached the parser, ${share(done.accepted, done)} % taken, slowest ${done.slowestMs.toFixed(1)} ms, most ${(done.mostBytes / 1e6).toFixed(1)} MB, ${done.seconds.toFixed(1)} s`;

const share = (part: number, { inputs }: Campaign): number => Math.round((100 * part) / Math.max(1, inputs));

const told = ({ format, failure }: Campaign, seed: number): string =>
  `FAILED after ${failure?.after} inputs: ${failure?.message}\n  again: --format ${format} --seed ${seed} --path ${failure?.path}\n  input: ${failure?.input}`;
