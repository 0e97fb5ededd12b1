/** Whether what was measured over a long visit stays as it is. Pure. */

import { median } from '../bench/statistics.ts';
import type { Sample } from './sampler.ts';

/** Rounds in which everything is loaded, compiled and pooled for the first time: a share of all. */
const WARM_UP = 0.2;

/** The last third may be this much above the first. */
const MOST_GROWTH = 0.05;

/** `early`, `late`: medians of the first and the last third after the warm-up. */
export type Verdict = { what: string; early: number; late: number; growth: number; flat: boolean };

export function flatness(samples: readonly Sample[]): Verdict[] {
  const warm = samples.slice(Math.ceil(WARM_UP * samples.length));
  const third = Math.max(1, Math.floor(warm.length / 3));
  const names = Object.keys(warm[0]?.heap ?? {});
  const measures: [string, (sample: Sample) => number][] = [
    ...names.map((name): [string, (sample: Sample) => number] => [
      `Heap of ${name}, MB`,
      ({ heap }) => heap[name] ?? 0,
    ]),
    ['Tensors', ({ tensors }) => tensors],
    ['Memory of tensors, MB', ({ tensorMB }) => tensorMB],
    ['Nodes of the document', ({ nodes }) => nodes],
    ['Renderers, MB', ({ rendererMB }) => rendererMB],
    ['Whole browser, MB', ({ browserMB }) => browserMB],
    ['Between two frames, ms', ({ frameMs }) => frameMs],
  ];
  return measures.map(([what, of]) => {
    const early = median(warm.slice(0, third).map(of));
    const late = median(warm.slice(-third).map(of));
    const growth = early > 0 ? late / early - 1 : 0;
    return { what, early, late, growth, flat: growth <= MOST_GROWTH };
  });
}

export function soakTable({
  minutes,
  rounds,
  errors,
  verdict,
}: {
  minutes: number;
  rounds: number;
  errors: number;
  verdict: readonly Verdict[];
}): string {
  const grown = verdict.filter(({ flat }) => !flat).map(({ what }) => what);
  return [
    `\`npm run soak -- --minutes ${minutes} --write\`: ${rounds} rounds of camera, training, import and deletion in the built page, ${errors} errors. Medians of the first and the last third after the warm-up; ${grown.length === 0 ? 'nothing grew by more than 5 %' : `grown by more than 5 %: ${grown.join('; ')}`}.`,
    '',
    '| What | Early | Late | Growth |',
    '| --- | --: | --: | --: |',
    ...verdict.map(
      ({ what, early, late, growth }) =>
        `| ${what} | ${early.toFixed(1)} | ${late.toFixed(1)} | ${(100 * growth).toFixed(1)} % |`,
    ),
  ].join('\n');
}
