/** What was read from file names, in sentences. Pure. */

import type { ViewCounts } from '../../data/multiView.ts';
import { count } from '../parts/words.ts';

const degrees = (angle: number): string => `${angle}°`.replace('-', '−');

/** “12 file names say person, expression and angle: 2 people, 3 expressions, angles from −90° to 90°, 6 moments.” */
export function viewWords({ pictures, people, expressions, angles, moments }: ViewCounts): string {
  const [first = 0] = angles;
  const last = angles.at(-1) ?? first;
  const parts = [
    people === 1 ? '1 person' : `${people.toLocaleString('en')} people`,
    count(expressions, 'expression'),
    first === last
      ? `the angle ${degrees(first)}`
      : `${angles.length} angles from ${degrees(first)} to ${degrees(last)}`,
    count(moments, 'moment'),
  ];
  return `${count(pictures, 'file name')} ${pictures === 1 ? 'says' : 'say'} person, expression and angle: ${parts.join(', ')}.`;
}

/** What to know of pictures whose face turns to the other side than their name says; '' for none. */
export const turnedWords = (turned: number): string =>
  turned === 0
    ? ''
    : `In ${count(turned, 'picture')} the face turns to the other side than the name says: the picture was believed.`;
