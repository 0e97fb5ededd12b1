/** What each of the four methods still lacks in the samples, as one sentence that says what to do. Pure. */

import { grouped } from '../../data/grouped.ts';
import type { Sample } from '../../data/schema.ts';
import { count } from '../parts/words.ts';
import { longRecordings } from './longRecordings.ts';
import { LASTING_FRAMES, watching } from './watching.ts';
import { BIN_WIDTH } from './yawBins.ts';

type Samples = readonly Sample[];

const RMFER_PEOPLE = 2;
/** With so many labels of each class the method is compared with the baselines. */
const RMFER_LABELLED = 10;

const CLASSES = 2;

/** So few groups still give each batch other groups to be told apart from (ours). */
const CLMEX_MOMENTS = 4;

/** Frames of which the strong and the weak ones are still a handful each (ours). */
const CAL_FRAMES = 60;
const CAL_PEOPLE = 2;
/** Weak and strong frames differ by this much in their distance from the middle (ours). */
const CAL_SPREAD = 0.3;

const SSLFER_CLIPS = 2;

/** RMFER: several people at the same moments of one clip, and a few labelled faces. */
export function rmferMissing(samples: Samples): string {
  const people = watching(samples);
  if (people < RMFER_PEOPLE) {
    return `RMFER needs at least ${RMFER_PEOPLE} people on the same clip: ${people === 0 ? 'none yet' : 'one more'}.`;
  }
  if (watching(samples, LASTING_FRAMES) < RMFER_PEOPLE) {
    return `RMFER needs ${LASTING_FRAMES} frames of each person on the clip: record a longer part of it.`;
  }
  const labelled = grouped(samples, ({ classId }) => classId);
  if (labelled.filter(({ length }) => length >= RMFER_LABELLED).length < CLASSES) {
    return `RMFER has ${people} people on one clip; it also needs ${RMFER_LABELLED} labelled faces of ${CLASSES} classes.`;
  }
  return `RMFER has what it needs: ${people} people on one clip, and labelled faces.`;
}

/** CL-MEx: moments of several expressions, each seen from several sides. */
export function clmexMissing(samples: Samples): string {
  const moments = grouped(samples, ({ moment }) => moment).filter(isMultiView);
  const missing = CLMEX_MOMENTS - moments.length;
  if (missing > 0) return `CL-MEx needs ${CLMEX_MOMENTS} moments seen from two sides or more: ${missing} more.`;
  const classes = new Set(moments.flatMap(([view]) => view?.classId ?? [])).size;
  if (classes < CLASSES) return `CL-MEx needs moments of at least ${CLASSES} expressions: record another one.`;
  const views = moments.reduce((sum, { length }) => sum + length, 0);
  return `CL-MEx has what it needs: ${count(moments.length, 'moment')} of ${classes} expressions, ${count(views, 'view')}.`;
}

/** CAL: frames with valence and arousal, weak and strong, of more than one person. */
export function calMissing(samples: Samples): string {
  const rated = samples.flatMap(({ valence, arousal, person }) =>
    valence === null || arousal === null ? [] : [{ radius: Math.hypot(valence, arousal), person }],
  );
  const missing = CAL_FRAMES - rated.length;
  if (missing > 0) return `CAL needs ${CAL_FRAMES} frames with valence and arousal: ${missing} more.`;
  const radii = rated.map(({ radius }) => radius);
  if (radii.reduce((a, b) => Math.max(a, b)) - radii.reduce((a, b) => Math.min(a, b)) < CAL_SPREAD) {
    return 'CAL needs weak and strong expressions: rate frames nearer to the middle of the plane, and further from it.';
  }
  if (new Set(rated.map(({ person }) => person)).size < CAL_PEOPLE) {
    return 'CAL is judged on people that it did not learn from: rate frames of one more person.';
  }
  return `CAL has what it needs: ${count(rated.length, 'frame')} with valence and arousal.`;
}

/** SSLFER: recordings of one person that are long enough to hold a moment that looks different. */
export function sslferMissing(samples: Samples): string {
  const usable = longRecordings(samples);
  const missing = SSLFER_CLIPS - usable;
  const length = 'of one person, longer than 3 s, two frames a second or more';
  if (missing > 0) return `SSLFER needs ${SSLFER_CLIPS} recordings ${length}: ${missing} more.`;
  return `SSLFER has what it needs: ${usable} recordings ${length}.`;
}

function isMultiView(views: Sample[]): boolean {
  const yaws = views.flatMap(({ yaw }) => yaw ?? []);
  return Math.max(...yaws) - Math.min(...yaws) >= BIN_WIDTH;
}
