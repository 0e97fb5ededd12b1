/** What the papers claim, as differences between arms, and whether the measured lines bear it out. Numbers and words only. */

import { differenceWords, halfWidth, mean, TOO_EASY } from '../statistics.ts';
import type { Measured } from './cells.ts';
import { type Data, FEWEST_SEEDS, LEVELS, type Level, METRICS, type Start } from './protocol.ts';

export type Score = 'macroF1' | 'farAccuracy' | 'weakCcc' | 'balancedAccuracy' | 'identity';
export type Word = 'holds' | 'does not hold' | 'undecided' | 'void' | 'not measured';

/** `less`: the claim is that the number falls. `published`: points of accuracy in the paper. */
export type Claim = {
  objective: string;
  data: Data;
  claim: string;
  better: string;
  than: string;
  number?: Score;
  less?: boolean;
  published?: number;
  /** That the difference is larger with the first number of labels than with the second. */
  grows?: readonly [Level, Level];
};
export type Verdict = { verdict: Word; text: string };

const [TEN_A_CLASS, TENTH, ALL] = LEVELS;

const rung = (claim: string, better: string, than: string, published: number): Claim => ({
  ...{ objective: 'sslfer', data: 'clips', claim, better, than, published },
});

export const CLAIMS: readonly Claim[] = [
  {
    ...{ objective: 'rmfer', data: 'mashup', better: 'rmfer', than: 'supervised' },
    claim:
      'With few labels and an unlabelled film that people watch together, better than supervised on the same labels',
  },
  {
    ...{ objective: 'rmfer', data: 'mashup', better: 'rmfer', than: 'rmfer labels' },
    claim: 'The second stage is better than the first one alone',
  },
  {
    ...{ objective: 'rmfer', data: 'mashup', better: 'rmfer', than: 'rmfer shuffled' },
    claim: 'True synchrony is better than the same frames shuffled in time',
  },
  {
    ...{ objective: 'clmex', data: 'views', better: 'clmex', than: 'supervised' },
    claim: 'Better than supervised on faces turned by 45° or more',
  },
  {
    ...{ objective: 'clmex', data: 'views', better: 'clmex', than: 'simclr' },
    claim: 'Better than SimCLR on faces turned by 45° or more',
  },
  {
    ...{ objective: 'clmex', data: 'views', better: 'clmex', than: 'supervised', grows: [TENTH, ALL] },
    claim: 'The gap to supervised at 45° or more grows as labels shrink from 100 % to 10 %',
  },
  {
    ...{ objective: 'clmex', data: 'views', better: 'viewfx', than: 'clmex' },
    claim: 'ViewFX’s two terms help at 45° or more',
  },
  {
    ...{ objective: 'cal', data: 'affect', better: 'cal', than: 'supervised' },
    claim: 'Better CCC on weak expressions of unseen people than regression alone',
  },
  {
    ...{ objective: 'cal', data: 'affect', better: 'cal', than: 'simclr' },
    claim: 'Better CCC on weak expressions of unseen people than SimCLR followed by regression',
  },
  rung('TimeAug is better than SimCLR', 'T', 'simclr', 0.2),
  rung('HardNeg helps TimeAug', 'TH', 'T', 0.4),
  rung('FaceSwap helps TimeAug and HardNeg', 'THF', 'TH', 0.6),
  rung('MaskFN helps TimeAug and HardNeg', 'THM', 'TH', 0.6),
  rung('HardNeg helps the three others', 'THFM', 'TFM', 0.6),
  rung('MaskFN helps the three others', 'THFM', 'THF', 0.4),
  rung('FaceSwap helps the three others', 'THFM', 'THM', 0.4),
  rung('All four are better than SimCLR', 'THFM', 'simclr', 1.6),
  {
    ...{ objective: 'sslfer', data: 'clips', better: 'THFM', than: 'simclr', number: 'identity', less: true },
    claim: 'All four leave less of the person in the embedding than SimCLR',
  },
  {
    ...{ objective: 'sslfer', data: 'photos', better: 'masked', than: 'simclr' },
    claim: 'On real photos MaskFN is better than SimCLR',
  },
  {
    ...{ objective: 'sslfer', data: 'photos', better: 'swapped', than: 'simclr' },
    claim: 'On real photos FaceSwap is better than SimCLR',
  },
  {
    ...{ objective: 'sslfer', data: 'photos', better: 'swapped', than: 'simclr', number: 'identity', less: true },
    claim: 'On real photos FaceSwap leaves less of the person in the embedding than SimCLR',
  },
  {
    ...{ objective: 'simclr', data: 'photos', better: 'simclr', than: 'supervised' },
    claim: 'On real photos SimCLR, fine-tuned, is better than supervised on the same labels',
  },
  {
    ...{ objective: 'supcon', data: 'photos', better: 'supcon', than: 'supervised' },
    claim: 'On real photos SupCon, fine-tuned, is better than supervised on the same labels',
  },
];

/** Of one start, at scope last. The verdict is that of the 95 % t interval of differences paired by seed. */
export function verdictOf(claim: Claim, start: Start, results: readonly Measured[]): Verdict {
  const own = results.filter((line) => line.data === claim.data && line.start === start && line.scope === 'last');
  const number = claim.number ?? METRICS[claim.data];
  const { grows } = claim;
  const pairs = grows
    ? paired(differences(own, claim, number, grows[0]), differences(own, claim, number, grows[1]))
    : [...differences(own, claim, number, TEN_A_CLASS).values()];
  const half = halfWidth(pairs);
  if (half === null || pairs.length < FEWEST_SEEDS) {
    return {
      verdict: 'not measured',
      text: `Too few runs are in: ${pairs.length} of ${FEWEST_SEEDS} seeds at the least.`,
    };
  }
  const levels = grows ?? [TEN_A_CLASS];
  const reason = levels.map((level) => voidBecause(own, level, claim.data)).find((found) => found !== null);
  const published = claim.published === undefined ? '' : ` The paper’s step: +${claim.published} points of accuracy.`;
  const text = `${differenceWords(pairs)} in ${NAMES[number]}, ${pairs.length} seeds.${published}`;
  if (reason) return { verdict: 'void', text: `${text} ${reason}` };
  const sign = claim.less ? -1 : 1;
  if (sign * mean(pairs) - half > 0) return { verdict: 'holds', text };
  return { verdict: sign * mean(pairs) + half < 0 ? 'does not hold' : 'undecided', text };
}

export const NAMES: { [S in Score]: string } = {
  macroF1: 'macro-F1',
  farAccuracy: 'accuracy at 45° or more',
  weakCcc: 'CCC of weak expressions',
  balancedAccuracy: 'balanced accuracy',
  identity: 'identity 1-NN',
};

function differences(
  lines: readonly Measured[],
  { better, than }: Claim,
  number: Score,
  level: Level,
): Map<number, number> {
  const of = (arm: string, seed: number) =>
    lines.find((line) => line.arm === arm && line.level === level && line.seed === seed)?.[number] ?? null;
  const seeds = [...new Set(lines.map(({ seed }) => seed))];
  return new Map(
    seeds.flatMap((seed) => {
      const [a, b] = [of(better, seed), of(than, seed)];
      return a === null || b === null ? [] : [[seed, a - b] as const];
    }),
  );
}

const paired = (few: Map<number, number>, many: Map<number, number>): number[] =>
  [...few].flatMap(([seed, difference]) => {
    const other = many.get(seed);
    return other === undefined ? [] : [difference - other];
  });

/** Why a comparison says nothing: its supervised baseline is too good, or no better than chance. */
export function voidBecause(lines: readonly Measured[], level: Level, data: Data): string | null {
  const own = lines.filter((line) => line.arm === 'supervised' && line.level === level);
  const scores = own.flatMap((line) => (data === 'affect' ? (line.affect?.all.ccc ?? []) : line.balancedAccuracy));
  const half = halfWidth(scores);
  if (half === null || scores.length < FEWEST_SEEDS) return null;
  if (mean(scores) > TOO_EASY) return `Void: supervised is above ${TOO_EASY}.`;
  const chance = data === 'affect' ? 0 : 1 / (own[0]?.classes ?? 1);
  return mean(scores) - half <= chance ? 'Void: supervised is not above chance (its 95 % interval holds it).' : null;
}
