/** Draws samples again with replacement, for bootstrap intervals (Efron 1979). Knows no statistic. */

import { grouped } from '../../data/grouped.ts';
import { integer, type Rng } from '../../math/rng.ts';
import type { Interval, ResampledBy } from './report.ts';

/** Draws: the ends of a 95 % interval then move by about a tenth of its width from seed to seed. */
const DRAWS = 2_000;

/** `draw`: how often each sample is in the next draw, i32 [n]; the array is reused. */
export type Resampler = { by: ResampledBy; draw: () => Int32Array };

/**
 * Whole people are drawn where there are at least two, because pictures of one person err together; a class may then be
 * missing from a draw. Of one person pictures are drawn within each class, which says nothing about other people.
 */
export function createResampler(labels: ArrayLike<number>, people: readonly string[], rng: Rng): Resampler {
  const byPerson = grouped([...people.keys()], (row) => people[row] ?? null);
  const weights = new Int32Array(people.length);
  const count = (row: number) => {
    weights[row] = (weights[row] as number) + 1;
  };
  if (byPerson.length > 1) {
    const draw = () => {
      weights.fill(0);
      for (let i = 0; i < byPerson.length; i++) byPerson[integer(rng, byPerson.length)]?.forEach(count);
      return weights;
    };
    return { by: 'people', draw };
  }
  const strata = grouped(
    Array.from(labels, (_, row) => row),
    (row) => labels[row] ?? null,
  );
  const draw = () => {
    weights.fill(0);
    for (const stratum of strata) for (const _ of stratum) count(stratum[integer(rng, stratum.length)] as number);
    return weights;
  };
  return { by: 'pictures', draw };
}

/** 95 % percentile intervals of some statistics of the drawn samples, in the order of `statistics`. */
export function bootstrap(resampler: Resampler, statistics: (weights: Int32Array) => number[]): Interval[] {
  const draws = Array.from({ length: DRAWS }, () => statistics(resampler.draw()));
  return (draws[0] ?? []).map((_, which) => {
    const sorted = Float64Array.from(draws, (values) => values[which] as number).sort();
    return [quantile(sorted, 0.025), quantile(sorted, 0.975)];
  });
}

/** Between neighbours in proportion. */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] as number;
  return below + (place % 1) * ((sorted[Math.ceil(place)] as number) - below);
}
