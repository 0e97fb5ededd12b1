/** What a confusion says, in plain words, and what to do about it. Numbers and names only. */

import { classScores } from './confusion.ts';
import { wilson } from './intervals.ts';

/** A class with fewer samples has figures that one more could overturn. */
const FEW = 10;

/** A class that is answered so many times as often as it is shown is a habit. */
const HABIT = 2;

/** “1 picture”, “20 pictures”. */
export const pictures = (n: number): string => `${n} picture${n === 1 ? '' : 's'}`;

/**
 * The most useful first; at least one.
 * @param counts i32 [classes, classes], truth by answer, of at least one sample
 */
export function describeConfusion(counts: Int32Array, names: readonly string[]): string[] {
  const scores = classScores(counts, names.length);
  const n = scores.reduce((sum, { support }) => sum + support, 0);
  const right = names.reduce((sum, _, c) => sum + (counts[c * names.length + c] as number), 0);
  const shown = names.flatMap((name, c) => ({ name, support: scores[c]?.support ?? 0 }));
  const missing = shown.filter(({ support }) => support === 0).map(({ name }) => name);
  const few = shown.filter(({ support }) => support > 0 && support < FEW);
  return [
    right === n ? `All ${pictures(n)} are answered right.` : mixUp(counts, names),
    ...habits(counts, names, n),
    ...(missing.length > 0
      ? [`Nothing can be said of ${listed(missing)}: none of the ${pictures(n)} shows it. Hold some out for the test.`]
      : []),
    ...(few.length > 0
      ? [
          `${listed(few.map(({ name, support }) => `${name} (${support})`))}: with fewer than ${FEW} pictures to test on these figures are rough. Add some of more people.`,
        ]
      : []),
  ];
}

/**
 * The two classes that are mistaken for each other the most. Of each share the low end of its interval counts: one of one
 * picture is no habit.
 */
function mixUp(counts: Int32Array, names: readonly string[]): string {
  const supports = classScores(counts, names.length).map(({ support }) => support);
  const wrong = (truth: number, answer: number) => counts[truth * names.length + answer] as number;
  const share = (truth: number, answer: number) => wilson(wrong(truth, answer), supports[truth] as number)[0];
  const pairs = supports
    .flatMap((_, truth) => supports.map((_, answer) => ({ truth, answer, weight: share(truth, answer) })))
    // Of a pair the direction that goes wrong more often speaks.
    .filter(({ truth, answer, weight }) => truth !== answer && weight >= share(answer, truth))
    .filter(({ truth, answer }) => wrong(truth, answer) + wrong(answer, truth) > 1)
    .map((pair) => ({ ...pair, weight: pair.weight + share(pair.answer, pair.truth) }))
    .sort((a, b) => b.weight - a.weight);
  const [worst] = pairs;
  if (!worst) return 'There are single mistakes, but no two classes are mixed up twice.';
  const [truth, answer] = [names[worst.truth], names[worst.answer]];
  const times = `${wrong(worst.truth, worst.answer)} of ${pictures(supports[worst.truth] as number)} of ${truth} read as ${answer}`;
  return `${truth} and ${answer} are mixed up most: ${times}. Add pictures of ${truth} from more people.`;
}

/** A class that swallows others: most answers are it, few pictures show it. */
function habits(counts: Int32Array, names: readonly string[], n: number): string[] {
  const scores = classScores(counts, names.length);
  return names.flatMap((name, c) => {
    const answered = names.reduce((sum, _, truth) => sum + (counts[truth * names.length + c] as number), 0);
    const support = scores[c]?.support ?? 0;
    if (answered <= n / 2 || answered < HABIT * support) return [];
    return `${answered} of ${pictures(n)} read as ${name}, but only ${support} show it. Give the other classes as many samples as ${name} has.`;
  });
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
