/** What an evaluation cannot say, in sentences that tell what to do about it. Knows no figures. */

import type { JudgedPart } from './report.ts';
import { pictures } from './sentences.ts';

/** With fewer people an interval over people is itself a guess. */
const FEW_PEOPLE = 5;

export type Circumstances = {
  judgedOn: JudgedPart;
  /** Of each judged sample, and of each that was learned from. */
  people: readonly string[];
  learned: readonly string[];
  /** How many samples could choose temperature and penalty. */
  validation: number;
  temperature: number | null;
};

export function limits({ judgedOn, people, learned, validation, temperature }: Circumstances): string[] {
  const shown = new Set(people);
  const known = new Set(learned);
  return [
    ...lackingParts(judgedOn, learned.length, validation),
    ...(judgedOn === 'test' && validation > 0 && temperature === null
      ? ['No temperature fits the validation samples best, as when all are answered right. Hold out more of them.']
      : []),
    ...(judgedOn !== 'training' && [...shown].some((person) => known.has(person))
      ? ['People who were learned from are judged too: expect less on people whom the model has never seen.']
      : []),
    ...fewPeople(shown.size, people.length),
  ];
}

function lackingParts(judgedOn: JudgedPart, learned: number, validation: number): string[] {
  if (judgedOn === 'training') {
    return [
      'There are neither test nor validation samples: these figures are of what was learned from, and say nothing about new pictures. Hold samples out in the Split panel.',
    ];
  }
  return [
    ...(judgedOn === 'validation'
      ? [
          'These figures are of the validation samples, by which runs are steered, so they are optimistic. For a figure to report, judge on test samples, once; deal a test part in the Split panel where there is none.',
        ]
      : []),
    ...(judgedOn === 'test' && validation === 0
      ? [
          'There are no validation samples: no temperature was fitted, and the linear probe used its usual penalty. Deal a validation part in the Split panel.',
        ]
      : []),
    ...(learned === 0
      ? ['There are no training samples: nearest neighbours and the linear probe had nothing to learn from.']
      : []),
  ];
}

function fewPeople(shown: number, samples: number): string[] {
  if (shown === 1) {
    const what = samples === 1 ? 'The picture shows' : `All ${pictures(samples)} show`;
    return [`${what} one person: the intervals are over pictures and say nothing about other people.`];
  }
  if (shown >= FEW_PEOPLE) return [];
  return [`Only ${shown} people are judged: the intervals over people are rough. Test on more people.`];
}
