/** What a method needs of the collection, and what of it is there. Pure. */

import type { ExpressionClass, Sample, SplitPlan } from '../../data/schema.ts';
import { splitOf } from '../../data/split.ts';
import type { Method } from '../../train/protocol.ts';

/** Samples to learn from: labelled ones of each enabled class, and all of them, without a label too. */
export type Supply = { classes: { name: string; n: number }[]; samples: number };

export function supplyOf(classes: ExpressionClass[], samples: Sample[], plan: SplitPlan | null): Supply {
  const counts = new Map(classes.filter(({ enabled }) => enabled).map(({ id, name }) => [id, { name, n: 0 }]));
  let all = 0;
  for (const sample of samples) {
    const count = sample.classId === null ? undefined : counts.get(sample.classId);
    if ((sample.classId !== null && !count) || splitOf(sample, plan) !== 'train') continue;
    if (count) count.n += 1;
    all += 1;
  }
  return { classes: [...counts.values()], samples: all };
}

/** Classes that training tells apart at the least. */
const FEWEST_CLASSES = 2;

/** What is missing, as a sentence that says what to do; null where it suffices. */
export function shortage(needs: Method['needs'], { classes, samples }: Supply): string | null {
  if (classes.length === 0) return 'Add two classes first: the expressions to tell apart.';
  if (classes.length < FEWEST_CLASSES) return 'Add one more class: training tells at least two apart.';
  const [first, ...others] = classes.filter(({ n }) => n < needs.perClass);
  if (first) {
    const missing = needs.perClass - first.n;
    const verb = others.length > 1 ? 'do' : 'does';
    const more = others.length > 0 ? ` So ${verb} ${listed(others.map(({ name }) => `“${name}”`))}.` : '';
    return `“${first.name}” needs ${missing} more ${missing === 1 ? 'sample' : 'samples'}.${more}`;
  }
  const missing = needs.samples - samples;
  if (missing <= 0) return null;
  return `This method needs ${missing} more ${missing === 1 ? 'sample' : 'samples'} to learn from, labelled or not.`;
}

/** What the method needs and what is there of it. */
export function needsSentence({ perClass, samples }: Method['needs'], supply: Supply): string {
  const wanted = [
    ...(perClass > 0 ? [`${perClass} labelled faces of each class`] : []),
    ...(samples > perClass * FEWEST_CLASSES ? [`${samples} faces in all, with or without a label`] : []),
  ];
  const there = [
    ...(perClass > 0 ? supply.classes.map(({ name, n }) => `${n} of ${name}`) : []),
    ...(wanted.length > 1 || perClass === 0 ? [`${supply.samples} in all`] : []),
  ];
  const have = there.length > 0 ? listed(there) : 'no class yet';
  return `Needs ${listed(wanted.length > 0 ? wanted : ['no labels'])}; to learn from, you have ${have}.`;
}

/** “a, b and c” */
const listed = (words: string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
