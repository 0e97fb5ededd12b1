/** The faces of the methods' benchmark: who is learned from and who is judged, and with which labels. Knows no model. */

import { fileURLToPath } from 'node:url';
import type { Sample } from '../../../src/data/schema.ts';
import { splitOf } from '../../../src/data/split.ts';
import { createRng, shuffled } from '../../../src/math/rng.ts';
import { type OpenData, openData } from '../../training/openData.ts';
import { openPhotos } from './photos.ts';
import { type Data, FRONTAL, type Level } from './protocol.ts';

/**
 * `results`: the people that results are about, dealt anew by every seed. `trials`: those that choices are judged on; they
 * are in no result. `trialsLearn`: those that choices are learned from; null: of `results`. `gallery`: other faces of
 * judged people, to look for them.
 */
export type BenchData = Pick<OpenData, 'crops' | 'landmarks'> & {
  classes: readonly string[];
  results: readonly Sample[];
  trials: readonly Sample[];
  trialsLearn: readonly Sample[] | null;
  gallery: readonly Sample[];
};

/** What one run learns from, labels taken off where it may not have them, and what it is judged on. */
export type Drawn = { train: Sample[]; labelled: ReadonlySet<string>; judged: Sample[]; gallery: Sample[] };

/** Of the people of results, so many of each ten are learned from: 20 of 30 actors, as their own split has it. */
const LEARNED_SHARE = 2 / 3;

export async function openBenchData(data: Data, side: number, photos: string): Promise<BenchData> {
  return data === 'photos' ? openPhotos(photos, side) : openActors(data, side);
}

async function openActors(set: Exclude<Data, 'photos'>, side: number): Promise<BenchData> {
  const { collection, crops, landmarks } = await openSet(set, side);
  const trials = collection.samples.filter((sample) => splitOf(sample, collection.split) === 'validation');
  const results = collection.samples.filter((sample) => splitOf(sample, collection.split) !== 'validation');
  const shown = new Set(results.map(({ classId }) => classId));
  const classes = collection.classes.flatMap(({ id }) => (shown.has(id) ? [id] : []));
  const common = { crops, landmarks, classes, results, trials, trialsLearn: null };
  if (set !== 'clips') return { ...common, gallery: [] };
  // Each is in one clip only, so people are looked for among their pictures of another set.
  const other = await openSet('views', side);
  const gallery = other.collection.samples.filter(({ yaw }) => Math.abs(yaw ?? Number.NaN) <= FRONTAL);
  for (const { id } of gallery) crops.set(id, other.crops.get(id) as Uint8Array);
  return { ...common, gallery };
}

const openSet = (set: string, side: number): Promise<OpenData> =>
  openData(fileURLToPath(new URL(`../../../public/samples/actors/${set}.zip`, import.meta.url)), side, console.error);

/** By people: nobody is learned from and judged. The order of `train` says nothing and does not depend on the labels. */
export function drawOf(data: BenchData, kind: 'trial' | 'result', level: Level, seed: number): Drawn {
  const rng = createRng(seed);
  const pool = (kind === 'trial' && data.trialsLearn) || data.results;
  const people = shuffled(rng, [...new Set(pool.map(({ person }) => person))].sort());
  const learning = new Set(people.slice(0, Math.round(LEARNED_SHARE * people.length)));
  const train = pool.filter(({ person }) => learning.has(person));
  const judged = kind === 'trial' ? data.trials : pool.filter(({ person }) => !learning.has(person));
  const labelled = new Set(
    data.classes.flatMap((name) => {
      const own = shuffled(
        rng,
        train.filter(({ classId }) => classId === name),
      );
      return own.slice(0, countOf(level, own.length)).map(({ id }) => id);
    }),
  );
  const told = train.map((sample) => (labelled.has(sample.id) ? sample : unlabelled(sample)));
  const asked = new Set(judged.map(({ person }) => person));
  return {
    train: told,
    labelled,
    judged: [...judged],
    gallery: data.gallery.filter(({ person }) => asked.has(person)),
  };
}

function countOf(level: Level, available: number): number {
  if (level === '10 a class') return 10;
  return level === '100 %' ? available : Math.ceil(available / 10);
}

/** Who, when and from where is known of it, but not what it shows. */
const unlabelled = (sample: Sample): Sample => ({
  ...sample,
  classId: null,
  valence: null,
  arousal: null,
  intensity: null,
});
