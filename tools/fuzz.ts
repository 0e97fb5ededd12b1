/**
 * Gives every door for outside bytes inputs that are nearly good: npm run fuzz [-- --inputs 16000 --seed 1 --format NAME].
 * An input is found again by `--format NAME --seed S --path P`. With --seeded: bugs put in on purpose, each to be found.
 */

import { parseArgs } from 'node:util';
import { countAllocations } from './fuzz/allocation.ts';
import { type Campaign, campaign } from './fuzz/campaign.ts';
import { formats } from './fuzz/registry.ts';
import { findSeeded } from './fuzz/seeded.ts';
import { campaignTable, seededTable } from './fuzz/tables.ts';
import { watchdog } from './fuzz/watchdog.ts';
import { writePart } from './reliability.ts';

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
      seeded: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  });
  const seed = Number(values.seed);
  console.log(`seed ${seed}`);
  if (values.seeded) {
    const found = findSeeded(['--seed', values.seed, '--inputs', values.inputs], ({ bug, after, how }) =>
      console.log(`${bug}: ${after === null ? 'NOT FOUND' : `found after ${after} inputs`} (${how})`),
    );
    if (values.write) writePart('seeded', seededTable(found, seed));
    if (found.some(({ after }) => after === null)) process.exitCode = 1;
    return;
  }
  const chosen = formats.filter(({ name }) => !values.format || name === values.format);
  if (chosen.length === 0) throw new Error(`There is no format “${values.format}”.`);
  const all: Campaign[] = [];
  const { watch, end } = watchdog();
  const uncount = countAllocations();
  try {
    for (const format of chosen) {
      const done = await campaign(format, { inputs: Number(values.inputs), seed, path: values.path, watch });
      all.push(done);
      tell(done, seed);
    }
  } finally {
    uncount();
    await end();
  }
  if (values.write && !values.format) writePart('fuzz', campaignTable(all, seed));
  if (all.some(({ failure }) => failure)) process.exitCode = 1;
}

function tell({ format, inputs, reached, accepted, slowestMs, mostBytes, seconds, failure }: Campaign, seed: number) {
  const share = (part: number) => Math.round((100 * part) / Math.max(1, inputs));
  console.log(
    `${format}: ${inputs} inputs, ${share(reached)} % reached the parser, ${share(accepted)} % taken, slowest ${slowestMs.toFixed(0)} ms, most ${(mostBytes / 1e6).toFixed(1)} MB, ${seconds.toFixed(1)} s`,
  );
  if (!failure) return;
  console.log(`  FAILED after ${failure.after} inputs: ${failure.message}`);
  console.log(`  again: --format ${format} --seed ${seed} --path ${failure.path}\n  input: ${failure.input}`);
}
