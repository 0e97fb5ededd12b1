/** The faces of the benchmark: a table of people and labels, and draws from it by people. Knows no model. */

import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { applied, type Collection, EMPTY } from '../../src/data/change.ts';
import type { Sample } from '../../src/data/schema.ts';
import { dealSplits, splitOf } from '../../src/data/split.ts';
import { createRng, shuffled } from '../../src/math/rng.ts';
import { AppError } from '../../src/rpc/appError.ts';
import { newSample } from '../../src/vision/import/newSample.ts';
import { parseTable } from '../evaluation/folder.ts';
import { CLASSES, MOST_JUDGED, MOST_UNLABELLED } from './protocol.ts';

/** `evaluate`: for results. `pretrain`: for choices. Nobody is in both. */
export type Part = 'evaluate' | 'pretrain';

/** No person is in `judged` and in another of the three. `unlabelled`: of the people of `labelled`, labels taken off. */
export type Faces = { labelled: Sample[]; unlabelled: Sample[]; judged: Sample[] };

/** The faces of a part, of the classes compared. @throws `bad-input` where the data set is missing */
export async function readFaces(folder: string, part: Part): Promise<Sample[]> {
  const table = join(folder, 'labels.csv');
  await access(table).catch(() => {
    throw new AppError(
      'bad-input',
      `${table} is missing. The benchmark needs the data set lfw-expressions (face crops with labels.csv: image, identity, label, split); give its folder with --data.`,
    );
  });
  const names: readonly string[] = CLASSES;
  return parseTable(await readFile(table, 'utf8'))
    .filter(({ split, label = '' }) => split === part && names.includes(label))
    .map(({ image = '', identity = '', label = '' }) => {
      const said = { of: { name: label }, valence: null, arousal: null, intensity: null, moment: null, yaw: null };
      const origin = { source: 'picture' as const, file: image, clip: null, time: null, track: 0 };
      const pose = { yaw: null, pitch: null };
      const sample = newSample(image, { ...said, person: identity, session: identity }, { ...origin, pose });
      return { ...sample, classId: label, recordedAt: 0 };
    });
}

/**
 * 60 % of each class to learn from and 40 % to judge, by people, as the page deals them (its validation and test parts
 * together); of those so many labels a class, and the protocol's most of the rest.
 */
export function drawFaces(samples: Sample[], labels: number, seed: number): Faces {
  const all: Collection = { ...EMPTY, samples };
  const { split } = applied(all, dealSplits(all, 'person', seed));
  const rng = createRng(seed);
  const mixed = shuffled(rng, samples);
  const learned = mixed.filter((sample) => splitOf(sample, split) === 'train');
  const held = mixed.filter((sample) => splitOf(sample, split) !== 'train');
  const labelled = CLASSES.flatMap((name) => learned.filter(({ classId }) => classId === name).slice(0, labels));
  const chosen = new Set(labelled);
  return {
    labelled,
    unlabelled: learned.filter((sample) => !chosen.has(sample)).slice(0, MOST_UNLABELLED),
    judged: CLASSES.flatMap((name) => held.filter(({ classId }) => classId === name).slice(0, MOST_JUDGED)),
  };
}

/** Index of a sample's class among those compared. */
export const labelOf = ({ classId }: Sample, classes: readonly string[] = CLASSES): number =>
  classes.indexOf(classId ?? '');
