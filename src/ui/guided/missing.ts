/** What each of the four methods still lacks in the samples, as one sentence that says what to do. Pure. */

import type { Sample } from '../../data/schema.ts';
import { count } from '../parts/words.ts';
import { BIN_WIDTH } from './yawBins.ts';

type Samples = readonly Sample[];

/** RMFER's negatives lie 30 frames from the anchor: a shorter recording has none. */
const RMFER_FRAMES = 31;
const RMFER_PEOPLE = 2;
/** With so many labels of each class the method is compared with the baselines. */
const RMFER_LABELLED = 10;

/** Faces this near in clip time react to the same thing, ms. */
const TOGETHER_MS = 500;

const CLASSES = 2;

/** So few groups still give each batch other groups to be told apart from (ours). */
const CLMEX_MOMENTS = 4;

/** Frames of which the strong and the weak ones are still a handful each (ours). */
const CAL_FRAMES = 60;
const CAL_PEOPLE = 2;
/** Weak and strong frames differ by this much in their distance from the middle (ours). */
const CAL_SPREAD = 0.3;

/** SSLFER's hard negatives lie this far from the anchor, ms; its positives 480 to 1,440 ms: two frames a second have some. */
const SSLFER_APART_MS = 2880;
const SSLFER_GAP_MS = 500;
const SSLFER_CLIPS = 2;

/** RMFER: several people at the same moments of one clip, and a few labelled faces. */
export function rmferMissing(samples: Samples): string {
  const clips = [...grouped(samples, ({ clip, time }) => (time === null ? null : clip)).values()];
  const people = Math.max(0, ...clips.map((clip) => together(clip)));
  if (people < RMFER_PEOPLE) {
    return `RMFER needs at least ${RMFER_PEOPLE} people on the same clip: ${people === 0 ? 'none yet' : 'one more'}.`;
  }
  const lasting = Math.max(0, ...clips.map((clip) => together(clip, RMFER_FRAMES)));
  if (lasting < RMFER_PEOPLE) {
    return `RMFER needs ${RMFER_FRAMES} frames of each person on the clip: record a longer part of it.`;
  }
  const labelled = [...grouped(samples, ({ classId }) => classId).values()];
  if (labelled.filter(({ length }) => length >= RMFER_LABELLED).length < CLASSES) {
    return `RMFER has ${people} people on one clip; it also needs ${RMFER_LABELLED} labelled faces of ${CLASSES} classes.`;
  }
  return `RMFER has what it needs: ${people} people on one clip, and labelled faces.`;
}

/** CL-MEx: moments of several expressions, each seen from several sides. */
export function clmexMissing(samples: Samples): string {
  const moments = [...grouped(samples, ({ moment }) => moment).values()].filter(isMultiView);
  const missing = CLMEX_MOMENTS - moments.length;
  if (missing > 0) return `CL-MEx needs ${CLMEX_MOMENTS} moments seen from two sides or more: ${missing} more.`;
  const classes = new Set(moments.flatMap(([view]) => view?.classId ?? [])).size;
  if (classes < CLASSES) return `CL-MEx needs moments of at least ${CLASSES} expressions: record another one.`;
  const views = moments.reduce((sum, { length }) => sum + length, 0);
  return `CL-MEx has what it needs: ${moments.length} moments of ${classes} expressions, ${views} views.`;
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

/** Recordings of one person that are long and dense enough for SSLFER. */
export function longRecordings(samples: Samples): number {
  const clips = [...grouped(samples, (sample) => (sample.time === null ? null : trackOf(sample))).values()];
  return clips.filter(isLong).length;
}

/** Most people seen at one time of a clip, of those that have so many frames in it. */
function together(clip: Sample[], frames = 1): number {
  const people = [...grouped(clip, faceOf).values()].filter(({ length }) => length >= frames);
  const present = new Map<number, number>();
  for (const seen of people) {
    for (const span of new Set(seen.map(({ time }) => Math.floor((time ?? 0) / TOGETHER_MS)))) {
      present.set(span, (present.get(span) ?? 0) + 1);
    }
  }
  return Math.max(0, ...present.values());
}

/** What tells the faces of a clip apart. Views of one moment are of one person, whatever their tiles. */
const faceOf = ({ person, moment, tile, track }: Sample): string =>
  moment === null ? `${person}\n${tile ?? track}` : person;

const trackOf = (sample: Sample): string | null =>
  sample.clip === null || sample.moment !== null ? null : `${sample.clip}\n${faceOf(sample)}`;

function isMultiView(views: Sample[]): boolean {
  const yaws = views.flatMap(({ yaw }) => yaw ?? []);
  return Math.max(...yaws) - Math.min(...yaws) >= BIN_WIDTH;
}

function isLong(frames: Sample[]): boolean {
  const times = frames.map(({ time }) => time ?? 0).sort((a, b) => a - b);
  const span = (times.at(-1) ?? 0) - (times[0] ?? 0);
  return span > SSLFER_APART_MS && span / (times.length - 1) <= SSLFER_GAP_MS;
}

/** Samples by key, in their order; those without a key are left out. */
function grouped(samples: Samples, keyOf: (sample: Sample) => string | null): Map<string, Sample[]> {
  const groups = new Map<string, Sample[]>();
  for (const sample of samples) {
    const key = keyOf(sample);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(sample);
    else groups.set(key, [sample]);
  }
  return groups;
}
