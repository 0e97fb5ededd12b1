/** A model as it goes to somebody else: what answers, and what may be known of it. It has room for no picture. */

import * as v from 'valibot';
import { AppError } from '../rpc/appError.ts';
import { quoted } from '../rpc/quoted.ts';

const text = (longest: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(longest));
const whole = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e9));

/** Longest name of a model, a class or a person, characters. */
export const LONGEST_NAME = 80;
/** Most bytes of a file with a whole model, ten times what one has today. */
export const LARGEST_MODEL_FILE = 64_000_000;

/** Most classes of a model that is shared. */
const MOST_CLASSES = 64;
/** Most models that one may have been made from, one after the other. */
export const LONGEST_CHAIN = 16;
/** Most numbers of one tensor: none of an adapter or a head comes near it. */
const LARGEST_TENSOR = 1_000_000;

const name = text(LONGEST_NAME);

const shapeSchema = v.pipe(
  v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LARGEST_TENSOR))),
  v.minLength(1),
  v.maxLength(2),
  v.check((shape) => shape.reduce((product, length) => product * length, 1) <= LARGEST_TENSOR),
);

const cardSchema = v.strictObject({
  name,
  /** Who made it, where they wish to be named. */
  author: v.nullable(name),
  /** What the models were called that it was copied from, the first one first. */
  chain: v.pipe(v.array(name), v.maxLength(LONGEST_CHAIN)),
  /** Milliseconds since the epoch. */
  madeAt: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15)),
  /** Hash of the base weights. */
  encoder: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  /** How the method is called. */
  method: name,
  classes: v.pipe(
    v.array(v.strictObject({ name, colour: v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/i)) })),
    v.minLength(1),
    v.maxLength(MOST_CLASSES),
  ),
  learnedFrom: v.strictObject({ faces: whole, people: whole }),
  /** `accuracy` 0–1 on `samples` faces. */
  judged: v.strictObject({
    accuracy: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
    on: v.picklist(['validation', 'session', 'time', 'training']),
    samples: whole,
  }),
  /** It reads valence and arousal too; left out where it does not, as it was before there was this. */
  affect: v.exactOptional(v.literal(true)),
});

const headSchema = v.strictObject({
  card: cardSchema,
  tensors: v.pipe(v.array(v.strictObject({ name, shape: shapeSchema })), v.minLength(1), v.maxLength(16)),
});

/** All that is told of a shared model. */
export type ModelCard = v.InferOutput<typeof cardSchema>;

/** f32 in row-major order; `shape` has one or two sides. */
export type SharedTensor = { name: string; shape: number[]; values: Float32Array };

export type SharedModel = { card: ModelCard; tensors: SharedTensor[] };

export type SharedHead = v.InferOutput<typeof headSchema>;

/** @throws `bad-input` naming what is not as it should be */
export const checkHead = (value: unknown): SharedHead => checked(headSchema, value);

/** @throws as `checkHead` */
export const checkCard = (value: unknown): ModelCard => checked(cardSchema, value);

function checked<T>(schema: v.GenericSchema<unknown, T>, value: unknown): T {
  const read = v.safeParse(schema, value);
  if (read.success) return read.output;
  const [issue] = read.issues;
  throw new AppError(
    'bad-input',
    `What it says of itself is not understood (${quoted(v.getDotPath(issue) ?? 'the whole')}).`,
  );
}
