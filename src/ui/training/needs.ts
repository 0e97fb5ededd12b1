/** What a method needs of the collection, and what of it is there. Pure. */

import { gradedOf, neutralClass } from '../../data/graded.ts';
import type { ExpressionClass, Sample, SplitPlan } from '../../data/schema.ts';
import { splitOf } from '../../data/split.ts';
import type { Method } from '../../train/protocol.ts';
import { longRecordings } from '../guided/longRecordings.ts';
import { LASTING_FRAMES, watching } from '../guided/watching.ts';
import { count } from '../parts/words.ts';

type Needs = Method['needs'];

/**
 * Samples outside the test split: labelled ones of each enabled class, those to learn from without a label, and how many
 * of all of them have valence and arousal. `graded`: labelled ones whose strength is known. Of samples to learn from, `moments` of one person, seen from two sides or more,
 * `recordings` of one person that are long enough to hold moments that differ, and `watching`: people at the same times of
 * one clip, each in 31 frames or more.
 */
export type Supply = {
  classes: { name: string; n: number }[];
  unlabelled: number;
  moments: number;
  rated: number;
  graded: number;
  recordings: number;
  watching: number;
};

export function supplyOf(classes: ExpressionClass[], samples: Sample[], plan: SplitPlan | null): Supply {
  const counts = new Map(classes.filter(({ enabled }) => enabled).map(({ id, name }) => [id, { name, n: 0 }]));
  const views = new Map<string, number>();
  const learned: Sample[] = [];
  const labelled: Sample[] = [];
  let unlabelled = 0;
  let rated = 0;
  for (const sample of samples) {
    const place = splitOf(sample, plan);
    const count = place === 'test' ? undefined : counts.get(sample.classId ?? '');
    const free = sample.classId === null && place === 'train';
    if (count) {
      count.n += 1;
      labelled.push(sample);
    }
    if (free) unlabelled += 1;
    if ((count || free) && sample.valence !== null && sample.arousal !== null) rated += 1;
    if (place !== 'train' || !(count || free)) continue;
    learned.push(sample);
    if (sample.moment !== null) {
      const moment = `${sample.moment}\n${sample.person}`;
      views.set(moment, (views.get(moment) ?? 0) + 1);
    }
  }
  const moments = [...views.values()].filter((n) => n > 1).length;
  const recordings = longRecordings(learned);
  const { samples: strengths } = gradedOf(labelled, neutralClass(classes.filter(({ enabled }) => enabled)));
  const lasting = watching(learned, LASTING_FRAMES);
  const ofAll = { unlabelled, moments, rated, graded: strengths.length, recordings, watching: lasting };
  return { classes: [...counts.values()], ...ofAll };
}

/** All that the method could use of it. */
const usable = ({ unlabelled: uses }: Needs, { classes, unlabelled }: Supply): number =>
  classes.reduce((sum, { n }) => sum + n, uses ? unlabelled : 0);

/** Classes that training tells apart at the least. */
const FEWEST_CLASSES = 2;

/** What is missing, as a sentence that says what to do; null where it suffices. */
export function shortage(needs: Needs, supply: Supply): string | null {
  const { classes } = supply;
  if (classes.length === 0) return 'Add two classes first: the expressions to tell apart.';
  if (classes.length < FEWEST_CLASSES) return 'Add one more class: training tells at least two apart.';
  const [first, ...others] = classes.filter(({ n }) => n < needs.perClass);
  if (first) {
    const missing = needs.perClass - first.n;
    const verb = others.length > 1 ? 'do' : 'does';
    const more = others.length > 0 ? ` So ${verb} ${listed(others.map(({ name }) => `“${name}”`))}.` : '';
    return `“${first.name}” needs ${missing} more ${missing === 1 ? 'sample' : 'samples'}.${more}`;
  }
  const unseen = (needs.moments ?? 0) - supply.moments;
  if (unseen > 0) return `This method needs ${count(unseen, 'more moment')} seen from two sides or more.`;
  const unrecorded = (needs.recordings ?? 0) - supply.recordings;
  if (unrecorded > 0) {
    return `This method needs ${count(unrecorded, 'more recording')} of one person, longer than 3 s, two frames a second or more.`;
  }
  if (supply.watching < (needs.watching ?? 0)) {
    return `This method needs ${needs.watching} people on the same clip, ${LASTING_FRAMES} frames of each: record them one after another, or import a video that shows them at once.`;
  }
  const unrated = (needs.rated ?? 0) - supply.rated;
  if (unrated > 0) {
    return `This method needs ${unrated} more ${unrated === 1 ? 'sample' : 'samples'} with valence and arousal: rate a recording, or import a table that has them.`;
  }
  if (supply.graded < (needs.graded ?? 0)) {
    return `This method needs ${needs.graded} samples whose strength is known: give every sample an intensity, or add a class called “Neutral” with faces of each person.`;
  }
  const missing = needs.samples - usable(needs, supply);
  if (missing <= 0) return null;
  return `This method needs ${missing} more ${missing === 1 ? 'sample' : 'samples'}${needs.unlabelled ? ', labelled or not' : ''}.`;
}

/** What the method needs and what is there of it. */
export function needsSentence(needs: Needs, supply: Supply): string {
  const {
    perClass,
    samples,
    unlabelled,
    moments = 0,
    recordings = 0,
    rated = 0,
    graded = 0,
    watching: people = 0,
  } = needs;
  // As many of each of the fewest classes are enough then.
  const total = samples > perClass * FEWEST_CLASSES;
  const wanted = [
    ...(perClass > 0 ? [`${perClass} labelled faces of each class`] : []),
    ...(total ? [`${samples} in all${unlabelled ? ' with or without a label' : ''}`] : []),
    ...(moments > 0 ? [`${count(moments, 'moment')} seen from two sides or more`] : []),
    ...(recordings > 0 ? [`${count(recordings, 'recording')} of one person that are longer than 3 s`] : []),
    ...(rated > 0 ? [`${rated} with valence and arousal`] : []),
    ...(graded > 0 ? [`${graded} whose strength is known`] : []),
    ...(people > 0 ? [`${people} people on the same clip`] : []),
  ];
  const there = [...supply.classes.map(({ name, n }) => `${n} of ${name}`)];
  if (unlabelled && supply.unlabelled > 0) there.push(`${supply.unlabelled} without a label`);
  if (moments > 0 && there.length > 0) there.push(count(supply.moments, 'such moment'));
  if (recordings > 0 && there.length > 0) there.push(count(supply.recordings, 'such recording'));
  if (rated > 0) there.push(`${supply.rated} with valence and arousal`);
  if (graded > 0 && there.length > 0) there.push(`${supply.graded} of known strength`);
  if (people > 0 && there.length > 0) there.push(`${supply.watching} who watch the same for long enough`);
  return `Needs ${listed(wanted)}; you have ${there.length > 0 ? listed(there) : 'no class yet'}.`;
}

/** “a, b and c” */
const listed = (words: string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
