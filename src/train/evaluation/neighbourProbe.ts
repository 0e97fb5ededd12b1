/** What the nearest samples by cosine tell of a class, and what they give away of the person. Numbers only. */

import { mostAlike, vote } from '../neighbours.ts';
import { averages, countConfusion } from './confusion.ts';
import type { IdentityControl, ProbeScores } from './report.ts';

const K = 5;

/**
 * Weighted kNN (Wu et al. 2018, section 3.4) with k = 5: feeds on rows of cosines, one after the other, each with the
 * training samples alone.
 * @param train classes of the training samples, i32 [n ≥ 1]
 */
export function neighbourProbe(train: Int32Array, classes: number) {
  // Equal sizes: every neighbour has the same say, however large its class.
  const sizes = new Array<number>(classes).fill(1);
  const labels: number[] = [];
  const answers: number[] = [];
  return {
    /** @param label the true class. @param cosines f32 [n] */
    add: (label: number, cosines: Float32Array): void => {
      const shares = vote(mostAlike(cosines, K), cosines, train, sizes);
      labels.push(label);
      answers.push(shares.indexOf(Math.max(...shares)));
    },
    scores: (): ProbeScores => {
      const { accuracy, balancedAccuracy } = averages(countConfusion(labels, answers, classes), classes);
      return { accuracy, balancedAccuracy };
    },
  };
}

/**
 * Identity 1-NN: whether the nearest sample of another group (clip or moment, so no neighbouring frame) shows the same
 * person. Asked only of samples that could have found both their person and somebody else there.
 * @param people, groups of all samples among which it is looked, [n]
 */
export function identityControl(people: readonly string[], groups: readonly string[]) {
  let count = 0;
  let hits = 0;
  let expected = 0;
  return {
    /** @param row the sample's own row. @param cosines f32 [n] of it with all */
    add: (row: number, cosines: Float32Array): void => {
      const may = (other: number) => other !== row && groups[other] !== groups[row];
      let others = 0;
      let same = 0;
      for (let other = 0; other < people.length; other++) {
        if (!may(other)) continue;
        others += 1;
        if (people[other] === people[row]) same += 1;
      }
      if (same === 0 || same === others) return;
      const [nearest = row] = mostAlike(cosines, 1, may);
      count += 1;
      hits += people[nearest] === people[row] ? 1 : 0;
      expected += same / others;
    },
    /** null where nobody could be asked. */
    result: (): IdentityControl | null =>
      count === 0 ? null : { rate: hits / count, chance: expected / count, count },
  };
}
