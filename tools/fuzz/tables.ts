/** What the fuzzer did, as tables for docs/results/reliability.md. Runs nothing. */

import type { Campaign } from './campaign.ts';
import type { Found } from './seeded.ts';

const row = (cells: (string | number)[]): string => `| ${cells.join(' | ')} |`;

/** Whole per cents. */
const share = (part: number, whole: number): string => `${Math.round((100 * part) / Math.max(1, whole))} %`;

export function campaignTable(all: readonly Campaign[], seed: number): string {
  const sum = (of: (done: Campaign) => number) => all.reduce((total, done) => total + of(done), 0);
  const inputs = sum((done) => done.inputs);
  const failed = all.filter(({ failure }) => failure).map(({ format }) => format);
  return [
    `\`npm run fuzz -- --write --seed ${seed}\`: ${inputs.toLocaleString('en')} inputs, ${share(
      sum(({ reached }) => reached),
      inputs,
    )} of which came as far as the inner parser. ${failed.length === 0 ? 'None did what no input may.' : `Failed: ${failed.join(', ')}.`}`,
    '',
    row(['Format', 'Read by', 'Inputs', 'Reached the parser', 'Taken', 'Slowest, ms', 'Most memory, MB']),
    row(['---', '---', '--:', '--:', '--:', '--:', '--:']),
    ...all.map((done) =>
      row([
        done.format,
        done.door,
        done.inputs.toLocaleString('en'),
        share(done.reached, done.inputs),
        share(done.accepted, done.inputs),
        done.slowestMs.toFixed(0),
        (done.mostBytes / 1e6).toFixed(1),
      ]),
    ),
  ].join('\n');
}

export function seededTable(found: readonly Found[], seed: number): string {
  const right = found.filter(({ after }) => after !== null).length;
  return [
    `\`npm run fuzz -- --seeded --write --seed ${seed}\`: ${right} of ${found.length} bugs that were put in on purpose (tools/fuzz/seededBugs) were found.`,
    '',
    row(['Bug', 'Inputs until it was found', 'How it showed']),
    row(['---', '--:', '---']),
    ...found.map(({ bug, after, how }) =>
      row([bug, after?.toLocaleString('en') ?? 'not found', how.replaceAll('|', '\\|')]),
    ),
  ].join('\n');
}
