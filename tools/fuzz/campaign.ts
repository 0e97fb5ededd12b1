/** Gives a format's door a number of inputs and says what became of them. Prints nothing. */

import fc from 'fast-check';
import { allocatedBy } from './allocation.ts';
import { cook, type Recipe, recipes } from './edits.ts';
import type { Format, Reading } from './format.ts';
import { checkPrototypes, checkSentence, Fault, refusalOf } from './judge.ts';

/** No input may keep a door busy for longer, in time that the process itself worked: others may need the machine. */
const LONGEST_MS = 1_000;

/** `path`: where fast-check finds it again. `after`: inputs until it was found. */
export type Failure = { message: string; path: string; after: number; input: string };

export type Campaign = {
  format: string;
  door: string;
  inputs: number;
  /** Inputs that came as far as the inner parser. */
  reached: number;
  /** Inputs that were taken as they were. */
  accepted: number;
  slowestMs: number;
  /** Most that one input took, bytes. */
  mostBytes: number;
  seconds: number;
  failure: Failure | null;
};

export type Watch = (format: string, input: Uint8Array) => void;

/** @param path of an earlier failure, to see that one input alone @param watch is told of each input before it is read */
export async function campaign(
  format: Format,
  { inputs, seed, path, watch }: { inputs: number; seed: number; path?: string | undefined; watch?: Watch | undefined },
): Promise<Campaign> {
  const done: Campaign = {
    ...{ format: format.name, door: format.door, inputs: 0, reached: 0, accepted: 0 },
    ...{ slowestMs: 0, mostBytes: 0, seconds: 0, failure: null },
  };
  let failed = false;
  const property = fc.asyncProperty(recipes(format), async (recipe) => {
    const input = await cook(format, recipe);
    watch?.(format.name, input);
    try {
      const seen = await judged(format, input);
      // The looks at smaller versions of a failed input are no inputs of their own.
      if (failed) return;
      done.slowestMs = Math.max(done.slowestMs, seen.ms);
      done.mostBytes = Math.max(done.mostBytes, seen.bytes);
      if (seen.reached) done.reached += 1;
      if (seen.accepted) done.accepted += 1;
      done.inputs += 1;
    } catch (thrown) {
      if (!failed) done.inputs += 1;
      failed = true;
      throw thrown;
    }
  });
  const started = performance.now();
  const { warn } = console;
  // A library of tables tells of doubled headers, thousands of times.
  console.warn = () => {};
  const details = await fc.check(property, { numRuns: inputs, seed, ...(path && { path }) });
  console.warn = warn;
  done.seconds = (performance.now() - started) / 1000;
  if (details.failed) done.failure = await failureOf(format, details, done.inputs);
  return done;
}

async function failureOf(
  format: Format,
  { counterexample, counterexamplePath, errorInstance }: fc.RunDetails<[Recipe]>,
  after: number,
): Promise<Failure> {
  const [recipe] = counterexample ?? [];
  const input = recipe ? Buffer.from(await cook(format, recipe)).toString('base64') : '';
  const { message, cause, stack } = errorInstance instanceof Error ? errorInstance : new Error(String(errorInstance));
  const details = errorInstance instanceof Fault ? cause : stack;
  return { message: `${message}${details ? `\n${details}` : ''}`, path: counterexamplePath ?? '', after, input };
}

type Seen = { reached: boolean; accepted: boolean; ms: number; bytes: number };

/** @throws Fault where the input does what no input may */
export async function judged(format: Format, input: Uint8Array<ArrayBuffer>): Promise<Seen> {
  let seen = await look(format, input);
  const room = format.room.bytes + format.room.perByte * input.length;
  // What the machine did meanwhile can be slow or large once.
  if (seen.ms > LONGEST_MS || seen.bytes > room) seen = await look(format, input);
  if (seen.ms > LONGEST_MS) throw new Fault(`took ${Math.round(seen.ms)} ms`);
  if (seen.bytes > room) throw new Fault(`took ${seen.bytes} bytes, where ${room} are allowed`);
  return seen;
}

async function look(format: Format, input: Uint8Array<ArrayBuffer>): Promise<Seen> {
  let reading: Reading = { value: null, refusals: [] };
  const given = input.slice();
  const started = clock();
  const bytes = await allocatedBy(async () => {
    reading = await readBy(format, given);
  });
  const ms = Math.min(...clock().map((now, i) => now - (started[i] ?? 0)));
  const { value, refusals } = reading as Reading;
  for (const sentence of refusals) checkSentence(sentence);
  checkPrototypes(value);
  const stopped = refusals.length > 0 && refusals.every((sentence) => format.shell.test(sentence));
  return { reached: !stopped, accepted: refusals.length === 0, ms, bytes };
}

/** What a wall clock says and what the process worked, ms. */
function clock(): number[] {
  const { user, system } = process.cpuUsage();
  return [performance.now(), (user + system) / 1000];
}

async function readBy(format: Format, input: Uint8Array<ArrayBuffer>): Promise<Reading> {
  try {
    return await format.read(input);
  } catch (thrown) {
    if (thrown instanceof Fault) throw thrown;
    return { value: null, refusals: [refusalOf(thrown)] };
  }
}
