/** The format of an exported collection: what `mien.json` holds, and where the pictures lie. Reads and writes no file. */

import * as v from 'valibot';
import { quoted } from '../rpc/quoted.ts';
import type { ExpressionClass, Sample, SplitPlan } from './schema.ts';

export const PROJECT_FILE = 'mien.json';
export const LANDMARKS_FILE = 'landmarks.f32';
/** Folder of samples that have no class. Pictures in a folder of this name stay unlabelled on import, too. */
export const UNLABELLED = 'unlabelled';

const FORMAT = 'mien';
const VERSION = 1;

/** f32 [468, 2]: bytes of one face's landmarks. */
export const LANDMARK_BYTES = 468 * 2 * 4;

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const name = v.pipe(v.string(), v.maxLength(1000));
const signed = v.nullable(v.pipe(v.number(), v.minValue(-1), v.maxValue(1)));
const finite = v.pipe(v.number(), v.finite());
const index = v.pipe(v.number(), v.integer(), v.minValue(0));

const classSchema = v.object({
  id,
  name: v.pipe(name, v.minLength(1)),
  colour: v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/i)),
  order: finite,
  enabled: v.boolean(),
}) satisfies v.GenericSchema<unknown, ExpressionClass>;

const splitSchema = v.object({
  by: v.picklist(['person', 'session', 'time']),
  locked: v.boolean(),
  units: v.record(v.string(), v.picklist(['train', 'validation', 'test'])),
}) satisfies v.GenericSchema<unknown, SplitPlan>;

const sampleSchema = v.object({
  id,
  classId: v.nullable(id),
  valence: signed,
  arousal: signed,
  intensity: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  person: name,
  session: name,
  source: v.picklist(['camera', 'picture', 'clip', 'video']),
  recordedAt: finite,
  clip: v.nullable(name),
  time: v.nullable(finite),
  moment: v.nullable(name),
  track: finite,
  tile: v.nullable(finite),
  yaw: v.nullable(finite),
  pitch: v.nullable(finite),
  file: v.nullable(v.string()),
}) satisfies v.GenericSchema<unknown, Sample>;

const entrySchema = v.object({
  sample: sampleSchema,
  /** Path of the picture, beside `mien.json`. */
  image: v.string(),
  /** Hex sha256 of the picture. */
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** Row in `landmarks.f32`; null where it has none. */
  landmarks: v.nullable(index),
});

const modelSchema = v.object({
  /** Of its run. */
  id,
  /** Path of the file with the whole model, beside `mien.json`. */
  file: v.string(),
  /** Hex sha256 of the file. */
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** Ids of its classes, in the order of its outputs. */
  classes: v.pipe(v.array(id), v.maxLength(64)),
  /** Settings, metrics and whatever else is told of its run; for people. */
  about: v.unknown(),
});

const projectSchema = v.object({
  classes: v.array(classSchema),
  split: v.nullable(splitSchema),
  /** Each is checked by itself: a damaged one costs no other. Earlier versions had no models. */
  models: v.optional(v.pipe(v.array(v.unknown()), v.maxLength(1000)), []),
  samples: v.array(v.unknown()),
});

export type ModelEntry = v.InferOutput<typeof modelSchema>;
export type Entry = v.InferOutput<typeof entrySchema>;
export type Project = v.InferOutput<typeof projectSchema>;

/** What `mien.json` says, or a sentence about why it cannot be read. */
export function readProject(text: string): Project | string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return `${PROJECT_FILE} is damaged. Export the collection again, or take this file out to import the pictures by their folders.`;
  }
  const head = v.safeParse(v.object({ format: v.literal(FORMAT), version: v.number() }), json);
  if (!head.success) {
    return `${PROJECT_FILE} is not an export of this app. Take it out to import the pictures by their folders.`;
  }
  if (head.output.version > VERSION) {
    return 'This was exported by a newer version of Mien. Reload the page to get that version, then try again.';
  }
  const project = v.safeParse(projectSchema, json);
  return project.success ? project.output : `${PROJECT_FILE} is damaged (${problem(project.issues)}). Export it again.`;
}

/** One of a project's samples, or what is wrong with it. */
export function readEntry(value: unknown): Entry | string {
  const entry = v.safeParse(entrySchema, value);
  return entry.success ? entry.output : `Its record is damaged (${problem(entry.issues)}). Export it again.`;
}

/** One of a project's models, or what is wrong with it. */
export function readModelEntry(value: unknown): ModelEntry | string {
  const entry = v.safeParse(modelSchema, value);
  return entry.success ? entry.output : `Its record is damaged (${problem(entry.issues)}). Export it again.`;
}

/** The text of `mien.json`, in pieces; the same collection always gives the same. */
export function writeProject(
  classes: ExpressionClass[],
  split: SplitPlan | null,
  entries: Entry[],
  models: ModelEntry[] = [],
): string[] {
  const head = {
    format: FORMAT,
    version: VERSION,
    classes: classes.map((record) => inOrder(record, classSchema)),
    split: split && inOrder(split, splitSchema),
    ...(models.length > 0 && { models }),
  };
  const lines = entries.map(
    (entry, i) => `${i === 0 ? '' : ',\n'}${JSON.stringify({ ...entry, sample: inOrder(entry.sample, sampleSchema) })}`,
  );
  return [`${JSON.stringify(head).slice(0, -1)},"samples":[\n`, ...lines, '\n]}\n'];
}

/** Name of the exported picture of this number, from 1; numbered through all folders, in which it stays unique if moved. */
export const imagePath = (folder: string, number: number): string => `${folder}/${String(number).padStart(6, '0')}.jpg`;

/** Name of the exported model of this number, from 1. */
export const modelPath = (name: string, number: number): string =>
  `models/${String(number).padStart(2, '0')} ${safeName(name)}.safetensors`;

/** Paths that an export has beside `mien.json`. */
export const EXPORTED = /^(landmarks\.f32|models\/\d{2,} [^/]+\.safetensors|[^/]+\/\d{6,}\.jpg)$/;

/** Class id → name of its folder: safe on every system, no two alike in any spelling. */
export function folderNames(classes: readonly ExpressionClass[]): Map<string, string> {
  const taken = new Set([UNLABELLED]);
  return new Map(
    classes.map((record) => {
      const plain = safeName(record.name);
      let folder = plain;
      for (let n = 2; taken.has(folder.toLowerCase()); n++) folder = `${plain} ${n}`;
      taken.add(folder.toLowerCase());
      return [record.id, folder];
    }),
  );
}

function safeName(wanted: string): string {
  const plain = wanted
    .normalize('NFC')
    .replace(/[\\/:*?"<>|\p{Cc}]/gu, '_')
    .slice(0, 60)
    .replace(/^[.\s]+|[.\s]+$/g, '');
  // Names that Windows keeps for devices, and the one that macOS keeps for itself.
  return /^(con|prn|aux|nul|com\d|lpt\d|__macosx|)$/i.test(plain) ? `_${plain}` : plain;
}

/** The record with its keys in the schema's order, whatever order it was made in. */
function inOrder<T extends object>(record: T, { entries }: { entries: object }): Partial<T> {
  return Object.fromEntries(Object.keys(entries).map((key) => [key, record[key as keyof T]])) as Partial<T>;
}

function problem(issues: [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): string {
  const [issue] = issues;
  return `${quoted(v.getDotPath(issue) ?? 'the file')} is not as it should be`;
}
