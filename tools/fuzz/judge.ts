/** What must hold of a door after each input: refusals that can be read, and nothing of JavaScript itself changed. */

import { AppError, type ErrorCode } from '../../src/rpc/appError.ts';

/** An input that does what no input may; the message says what. */
export class Fault extends Error {
  override readonly name = 'Fault';
}

/** Codes by which foreign bytes may be refused. */
const REFUSALS: readonly ErrorCode[] = ['bad-input', 'bad-weights'];

/** Foreign words in a sentence are cut, so that it stays one. */
const LONGEST_SENTENCE = 600;

/** The sentence by which a door refused. @throws Fault where it is no refusal */
export function refusalOf(thrown: unknown): string {
  if (!(thrown instanceof AppError)) {
    const { name, message, stack } = thrown instanceof Error ? thrown : new Error(String(thrown));
    throw new Fault(`crashed: ${name}: ${message.slice(0, 300)}`, { cause: stack });
  }
  if (!REFUSALS.includes(thrown.code)) throw new Fault(`refused as “${thrown.code}”: ${thrown.message.slice(0, 300)}`);
  checkSentence(thrown.message);
  return thrown.message;
}

/** @throws Fault unless a person can read it, and it is no longer than a person reads */
export function checkSentence(sentence: string): void {
  const short = JSON.stringify(sentence.slice(0, 300));
  if (sentence.length > LONGEST_SENTENCE) throw new Fault(`a refusal of ${sentence.length} characters: ${short}`);
  if (!/^(?:[\p{Lu}“]|mien\.json).{15,}\.$/su.test(sentence))
    throw new Fault(`a refusal that is no sentence: ${short}`);
  if (/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(sentence)) {
    throw new Fault(`a refusal with marks that cannot be seen: ${short}`);
  }
  if (/undefined|\[object|\bNaN\b|function/.test(sentence)) throw new Fault(`a refusal with code in it: ${short}`);
}

const ROOTS = [Object, Array, Function, String, Number, Boolean, Map, Set, Uint8Array].map(
  ({ prototype }) => prototype,
);

/** What hangs on everything, as one text. */
const ownOfRoots = (): string => ROOTS.map((root) => Reflect.ownKeys(root).map(String).join()).join(';');

const CLEAN = ownOfRoots();

/** @throws Fault where something hangs on every object, or a value that was read has a foreign prototype */
export function checkPrototypes(value: unknown): void {
  if (ownOfRoots() !== CLEAN) throw new Fault('polluted a prototype');
  if (hasForeign(value, 0)) throw new Fault('gave a value whose prototype came from the input');
}

function hasForeign(value: unknown, depth: number): boolean {
  if (typeof value === 'function') return true;
  if (typeof value !== 'object' || value === null || depth > 8) return false;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer || value instanceof Blob) return false;
  if (value instanceof Map)
    return [...value].some(([key, each]) => hasForeign(key, depth) || hasForeign(each, depth + 1));
  const prototype = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) return true;
  return Object.values(value).some((each) => hasForeign(each, depth + 1));
}
