/** Deals units into splits so that every class has its share of each. Knows no samples and no records. */

import { createRng, integer } from '../math/rng.ts';
import type { Split } from './schema.ts';

/** Share of each class that is held out, for each of the two splits that are. */
const HELD_OUT = 0.2;

/** What goes together, with the number of samples of each class in it. */
type Dealt = { unit: string; classes: ReadonlyMap<string, number> };

type Options = {
  /** Hold out the last units, without gaps, instead of some by chance. */
  inOrder: boolean;
  /** Whether units go into `test` at all. */
  withTest: boolean;
  seed: number;
};

/**
 * Greedy: in turn, a unit is held out where that brings the held-out shares of its classes nearer to 20 %. Of each class
 * one unit stays to learn from, and of three or more one is left for validation. Where all units are too large, the one
 * that fits best is held out.
 */
export function deal(units: readonly Dealt[], { inOrder, withTest, seed }: Options): [string, Split][] {
  const row = inOrder ? [...units].reverse() : shuffled(units, seed);
  const totals = counted(row, (n) => n);
  const having = counted(row, () => 1);
  const test = withTest ? holdOut(row, totals, (c) => ((having.get(c) ?? 0) >= 3 ? 2 : 1), inOrder) : new Set<Dealt>();
  const rest = row.filter((unit) => !test.has(unit));
  const validation = holdOut(rest, totals, () => 1, inOrder);
  return units.map((unit) => [unit.unit, test.has(unit) ? 'test' : validation.has(unit) ? 'validation' : 'train']);
}

/** @param leave how many units of a class have to stay behind */
function holdOut(
  row: readonly Dealt[],
  totals: ReadonlyMap<string, number>,
  leave: (classId: string) => number,
  inOrder: boolean,
): Set<Dealt> {
  const held = new Set<Dealt>();
  const share = new Map<string, number>();
  const left = counted(row, () => 1);
  /** Classes whose last unit so far was not held out: an earlier one would leave a gap. */
  const ended = new Set<string>();

  const spared = ({ classes }: Dealt) =>
    [...classes.keys()].every((c) => (left.get(c) ?? 0) > leave(c) && !ended.has(c));
  /** How much nearer to its share every class comes; negative: farther. */
  const gain = ({ classes }: Dealt) =>
    [...classes].reduce((sum, [c, n]) => {
      const now = share.get(c) ?? 0;
      const then = now + n / (totals.get(c) ?? n);
      return sum + (now - HELD_OUT) ** 2 - (then - HELD_OUT) ** 2;
    }, 0);
  const take = (unit: Dealt) => {
    held.add(unit);
    for (const [c, n] of unit.classes) {
      share.set(c, (share.get(c) ?? 0) + n / (totals.get(c) ?? n));
      left.set(c, (left.get(c) ?? 0) - 1);
    }
  };

  for (const unit of row) {
    if (spared(unit) && gain(unit) > 0) take(unit);
    else if (inOrder) for (const c of unit.classes.keys()) ended.add(c);
  }
  if (held.size === 0 && !inOrder) {
    const [best] = row.filter(spared).sort((a, b) => gain(b) - gain(a));
    if (best) take(best);
  }
  return held;
}

/** Sums something over the units of each class. */
function counted(row: readonly Dealt[], value: (samples: number) => number): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { classes } of row) for (const [c, n] of classes) sums.set(c, (sums.get(c) ?? 0) + value(n));
  return sums;
}

/** Fisher and Yates. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  const rng = createRng(seed);
  const row = [...items];
  for (let i = row.length - 1; i > 0; i--) {
    const j = integer(rng, i + 1);
    [row[i], row[j]] = [row[j]!, row[i]!];
  }
  return row;
}
