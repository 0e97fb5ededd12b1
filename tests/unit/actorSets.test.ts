/** The committed training sets of rendered actors: their ground truth holds, and an excerpt renders again as it is. */

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { ActorIndex } from '../../src/data/actorIndex.ts';
import { grouped } from '../../src/data/grouped.ts';
import { type Entry, LANDMARK_BYTES, readEntry, readProject } from '../../src/data/projectFile.ts';
import type { Sample } from '../../src/data/schema.ts';
import { modelCrop } from '../../src/math/faceCrop.ts';
import { methods } from '../../src/train/registry.ts';
import { calMissing, clmexMissing, rmferMissing, sslferMissing } from '../../src/ui/guided/missing.ts';
import { shortage, supplyOf } from '../../src/ui/training/needs.ts';
import { AFFECT_RULE, CIRCUMPLEX, type Expression } from '../../tools/actors/actionUnits.ts';
import { CROP_SIDE, cropFace } from '../../tools/actors/crops.ts';
import { geometryOf } from '../../tools/actors/frames.ts';
import { PEOPLE, splitOfActor } from '../../tools/actors/people.ts';
import { SETS } from '../../tools/actors/sets/catalogue.ts';
import { SPLIT } from '../../tools/actors/sets/pack.ts';
import { QUALITY } from '../../tools/actors/sets/render.ts';
import { YAWS } from '../../tools/actors/sets/views.ts';
import { HEAD, openStage } from '../../tools/actors/stage.ts';

const path = (relative: string) => fileURLToPath(new URL(`../../${relative}`, import.meta.url));
const FOLDER = path('public/samples');
const index = JSON.parse(readFileSync(`${FOLDER}/actors/index.json`, 'utf8')) as ActorIndex;

/** Everything of a set but its pictures. */
function open(id: string) {
  const bytes = readFileSync(`${FOLDER}/actors/${id}.zip`);
  const files = unzipSync(new Uint8Array(bytes));
  const project = readProject(Buffer.from(files['mien.json']!).toString('utf8'));
  if (typeof project === 'string') throw new Error(project);
  const entries = project.samples.map((value) => readEntry(value) as Entry);
  const nameOf = new Map(project.classes.map((record) => [record.id, record.name.toLowerCase()]));
  const samples = entries.map(({ sample }) => sample);
  return { project, entries, samples, files, label: (sample: Sample) => nameOf.get(sample.classId!)! };
}

const sets = new Map(SETS.map(({ id }) => [id, open(id)]));
const set = (id: string) => sets.get(id)!;

describe.each(SETS)('$id', ({ id, methods: made }) => {
  it.each(made)('alone can be trained on by %s: no class of it is empty, and nothing is missing', (method) => {
    const { project, samples } = set(id);
    const { needs } = methods().find((each) => each.id === method)!;
    expect(shortage(needs, supplyOf(project.classes, samples, SPLIT))).toBeNull();
  });
});

describe('the people', () => {
  it('are 36, split 20, 6 and 10, no two alike', () => {
    const sizes = { train: 0, validation: 0, test: 0 };
    PEOPLE.forEach((_, i) => {
      sizes[splitOfActor(i)] += 1;
    });
    expect(sizes).toEqual({ train: 20, validation: 6, test: 10 });
    expect(new Set(PEOPLE.map(({ identity }) => identity.join())).size).toBe(36);
  });

  it('have every part of the split in both builds and in several shades of skin', () => {
    for (const part of ['train', 'validation', 'test']) {
      const people = PEOPLE.filter((_, i) => splitOfActor(i) === part);
      expect(new Set(people.map(({ seed }) => seed % 2)).size).toBe(2);
      expect(new Set(people.map(({ skin }) => skin.base)).size).toBeGreaterThanOrEqual(3);
    }
  });
});

describe('all sets together', () => {
  it('are at most 25 MB with the clip', () => {
    const files = readdirSync(FOLDER, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const total = files.reduce((sum, { parentPath, name }) => sum + statSync(`${parentPath}/${name}`).size, 0);
    expect(total).toBeLessThan(25e6);
  });

  it('are listed with what they hold, and state the rule of their valence and arousal', () => {
    expect(index.affectRule).toBe(AFFECT_RULE);
    expect(index.sets.map(({ id }) => id)).toEqual(SETS.map(({ id }) => id));
    for (const { id, title, text, samples, people, bytes } of index.sets) {
      expect(SETS.find((each) => each.id === id)).toMatchObject({ title, text });
      expect(samples).toBe(set(id).samples.length);
      expect(people).toBe(new Set(set(id).samples.map(({ person }) => person)).size);
      expect(bytes).toBe(statSync(`${FOLDER}/actors/${id}.zip`).size);
    }
  });

  it('show a face that MediaPipe finds in at least 95 % of the frames within ±45°', () => {
    for (const { found } of index.sets) {
      expect(found.frontal[0] / found.frontal[1]).toBeGreaterThanOrEqual(0.95);
    }
  });
});

describe.each(SETS.map(({ id }) => id))('%s', (id) => {
  it('is split by person, the test people locked away', () => {
    const { project, samples } = set(id);
    expect(project.split).toEqual(SPLIT);
    for (const { person } of samples) expect(Object.keys(SPLIT.units)).toContain(person);
  });

  it('has a picture of 160 px and landmarks for every sample', async () => {
    const { entries, files } = set(id);
    expect(files['landmarks.f32']!.length).toBe(entries.length * LANDMARK_BYTES);
    expect(entries.every(({ image }) => files[image])).toBe(true);
    for (const { image } of [entries[0]!, entries.at(-1)!]) {
      expect(await sharp(files[image]!).metadata()).toMatchObject({ format: 'jpeg', width: 160, height: 160 });
    }
  });

  it('has landmarks that lie where the face is', () => {
    const { entries, files } = set(id);
    const values = new Float32Array(files['landmarks.f32']!.slice().buffer);
    const nose = entries.map((_, row) => [values[936 * row + 2]!, values[936 * row + 3]!]); // point 1: the nose's tip
    for (const [x, y] of nose) {
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(1);
      expect(y).toBeGreaterThan(0.25);
      expect(y).toBeLessThan(0.8);
    }
  });
});

describe('views', () => {
  const { samples, label } = set('views');
  const moments = grouped(samples, ({ moment }) => moment!);

  it('shows each person in eight expressions', () => {
    expect(moments).toHaveLength(36 * 8);
    for (const group of grouped(samples, ({ person }) => person)) expect(new Set(group.map(label)).size).toBe(8);
  });

  it('has one person and one expression, equally strong, in each moment, from different sides', () => {
    for (const group of moments) {
      expect(new Set(group.map((each) => [each.person, label(each), each.intensity].join())).size).toBe(1);
      const yaws = group.map(({ yaw }) => yaw);
      expect(new Set(yaws).size).toBe(group.length);
      for (const yaw of yaws) expect(YAWS).toContain(yaw);
      expect(group.length).toBeGreaterThanOrEqual(4);
    }
  });

  it('has yaws of the sign that the face shows: a nose on the right of the eyes is a positive yaw', () => {
    const { entries, files } = set('views');
    const values = new Float32Array(files['landmarks.f32']!.slice().buffer);
    const x = (row: number, point: number) => values[936 * row + 2 * point]!;
    entries.forEach(({ sample }, row) => {
      if (Math.abs(sample.yaw!) < 20) return;
      const aside = x(row, 1) - (x(row, 33) + x(row, 263)) / 2; // nose's tip against the outer corners of the eyes
      expect(Math.sign(aside), sample.moment!).toBe(Math.sign(sample.yaw!));
    });
  });

  it('is all that CL-MEx needs', () => expect(clmexMissing(samples)).toContain('has what it needs'));
});

describe('mashup', () => {
  const { samples } = set('mashup');

  it('has six people in six tiles on each film, at common times that rise', () => {
    const films = grouped(samples, ({ clip }) => clip!);
    expect(films).toHaveLength(6);
    for (const film of films) {
      const tracks = grouped(film, ({ person }) => person);
      expect(tracks).toHaveLength(6);
      expect(new Set(film.map(({ tile }) => tile))).toEqual(new Set([1, 2, 3, 4, 5, 6]));
      for (const track of tracks) {
        expect(new Set(track.map(({ tile }) => tile)).size).toBe(1);
        expect(track.length).toBeGreaterThan(31);
        for (let i = 1; i < track.length; i++) expect(track[i]!.time!).toBeGreaterThan(track[i - 1]!.time!);
      }
    }
  });

  it('shows people who mostly react alike at a time, and some who do not', () => {
    const strong = samples.filter(({ intensity }) => intensity! > 0.5);
    const pairs = grouped(strong, ({ clip, time }) => `${clip} ${time}`).flatMap((group) =>
      group.flatMap((a, i) => group.slice(i + 1).map((b) => a.classId === b.classId)),
    );
    const alike = pairs.filter((same) => same).length / pairs.length;
    expect(alike).toBeGreaterThan(0.5);
    expect(alike).toBeLessThan(0.95);
  });

  it('is all that RMFER needs', () => expect(rmferMissing(samples)).toContain('has what it needs'));
});

describe('clips', () => {
  const { samples, label } = set('clips');

  it('has one person a clip, times that rise over nearly ten seconds, and neutral and expressive faces', () => {
    const clips = grouped(samples, ({ clip }) => clip!);
    expect(clips).toHaveLength(36);
    for (const clip of clips) {
      expect(new Set(clip.map(({ person }) => person)).size).toBe(1);
      for (let i = 1; i < clip.length; i++) expect(clip[i]!.time!).toBeGreaterThan(clip[i - 1]!.time!);
      expect(clip.at(-1)!.time! - clip[0]!.time!).toBeGreaterThan(9000);
      expect(new Set(clip.map(label)).size).toBeGreaterThanOrEqual(3);
    }
  });

  it('is all that SSLFER needs', () => expect(sslferMissing(samples)).toContain('has what it needs'));
});

describe('affect', () => {
  const { samples, label } = set('affect');

  it('keeps to the rule where an expression is not blended, and within its neighbours where it is', () => {
    for (const sample of samples) {
      const [valence, arousal] = CIRCUMPLEX[label(sample) as Expression];
      expect(Math.abs(sample.valence! - sample.intensity! * valence)).toBeLessThanOrEqual(0.7 * sample.intensity!);
      expect(Math.abs(sample.arousal! - sample.intensity! * arousal)).toBeLessThanOrEqual(0.7 * sample.intensity!);
    }
    for (const sample of samples.filter((each) => label(each) === 'sadness')) {
      expect(sample.valence).toBeCloseTo(-0.7 * sample.intensity!, 2);
      expect(sample.arousal).toBeCloseTo(-0.4 * sample.intensity!, 2);
    }
  });

  it('has as many weak as strong frames, with nothing between', () => {
    const weak = samples.filter(({ intensity }) => intensity! <= 0.4).length;
    const strong = samples.filter(({ intensity }) => intensity! >= 0.65).length;
    expect(weak + strong).toBe(samples.length);
    expect(Math.abs(weak - strong)).toBeLessThan(0.02 * samples.length);
  });

  it('is all that CAL needs', () => expect(calMissing(samples)).toContain('has what it needs'));
});

describe.skipIf(!existsSync(path(HEAD)))('rendered again', () => {
  it('an excerpt looks like what is committed', async () => {
    const scenes = SETS[0]!.scenes();
    const { entries, files, label } = set('views');
    const stage = await openStage(path(HEAD), QUALITY);
    try {
      for (const at of [3, 500]) {
        const scene = scenes[at]!;
        const shot = await stage.shoot(scene.actor, scene.posture);
        const seen = cropFace(Buffer.from(shot.pixels, 'base64'), QUALITY.side, QUALITY.side, geometryOf(shot));
        // Everybody in this expression from this side: the render is of the one it should be.
        const alike = entries.filter(
          ({ sample }) => label(sample) === scene.truth.label && sample.yaw === scene.posture.head.yaw,
        );
        const scores = await Promise.all(
          alike.map(async ({ sample, image }) => ({
            person: sample.person,
            likeness: correlation(seen, modelCrop(await pixelsOf(files[image]!), CROP_SIDE)),
          })),
        );
        const best = scores.reduce((a, b) => (b.likeness > a.likeness ? b : a));
        expect(scores.length).toBeGreaterThan(30);
        expect(best.person).toBe(scene.actor.id);
        expect(best.likeness).toBeGreaterThan(0.6);
      }
    } finally {
      await stage.close();
    }
  }, 60_000);
});

/** RGBA of a picture. */
async function pixelsOf(jpeg: Uint8Array): Promise<Uint8ClampedArray> {
  return new Uint8ClampedArray(await sharp(jpeg).ensureAlpha().raw().toBuffer());
}

function correlation(a: Uint8Array, b: Uint8Array): number {
  const mean = (values: Uint8Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((value, i) => {
    ab += (value - ma) * (b[i]! - mb);
    aa += (value - ma) ** 2;
    bb += (b[i]! - mb) ** 2;
  });
  return ab / Math.sqrt(aa * bb);
}
