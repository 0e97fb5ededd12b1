/** The recordings in the collection that can be replayed: the frames of one face, in their order. Pure. */

import type { ExpressionClass, Sample } from '../../data/schema.ts';
import { timeWords } from '../teach/sitting.ts';
import { isReaction } from './reactionClip.ts';

/** `name`: of the file, the class or the clip that was watched; and when the first frame was recorded. */
export type Clip = { key: string; name: string; person: string; frames: Sample[] };

/** Fewer are looked at one by one, in Data. */
const FEWEST_FRAMES = 5;

/** The latest first. Each face of a clip with several is a recording of its own; views of one moment are none. */
export function clipsOf(samples: readonly Sample[], classes: readonly ExpressionClass[]): Clip[] {
  const faces = new Map<string, Sample[]>();
  for (const sample of samples) {
    if (sample.clip === null || sample.time === null) continue;
    const key = [sample.clip, sample.person, sample.tile ?? sample.track].join('\n');
    const frames = faces.get(key);
    if (frames) frames.push(sample);
    else faces.set(key, [sample]);
  }
  const names = new Map(classes.map(({ id, name }) => [id, name]));
  return [...faces]
    .filter(([, frames]) => frames.length >= FEWEST_FRAMES && !isOneMoment(frames))
    .map(([key, frames]) => ({ key, frames: frames.sort((a, b) => (a.time ?? 0) - (b.time ?? 0)) }))
    .map(({ key, frames }) => ({ key, frames, name: nameOf(frames, names), person: frames[0]?.person ?? '' }))
    .sort((a, b) => latestOf(b) - latestOf(a));
}

/** Milliseconds into the replay of each frame; the first is at 0. */
export const timesOf = ({ frames }: Clip): number[] => frames.map(({ time }) => (time ?? 0) - (frames[0]?.time ?? 0));

/** Index of the frame that is shown at a time of the replay, ms. @param times rising, from 0 */
export const frameAt = (times: readonly number[], time: number): number =>
  Math.max(
    0,
    times.findLastIndex((at) => at <= time),
  );

const isOneMoment = ([first, ...others]: Sample[]): boolean =>
  first !== undefined && first.moment !== null && others.every(({ moment }) => moment === first.moment);

function nameOf([first]: Sample[], names: ReadonlyMap<string, string>): string {
  if (!first) return '';
  const { file, clip, classId, tile, recordedAt } = first;
  const name = file ?? names.get(classId ?? '') ?? (clip && isReaction(clip) ? clip : 'recording');
  return `${name}${tile === null ? '' : `, tile ${tile}`}, ${timeWords(new Date(recordedAt))}`;
}

const latestOf = ({ frames }: Clip): number =>
  frames.reduce((latest, { recordedAt }) => Math.max(latest, recordedAt), 0);
