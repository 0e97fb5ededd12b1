/** Foreign words in a sentence of ours: on one line, of a length that is read, without marks that turn text around. */

const LONGEST = 60;

/** The words as they may be shown (at most 60 characters), without quotation marks around them. */
export function quoted(foreign: unknown): string {
  const plain = String(foreign)
    .slice(0, 4 * LONGEST)
    .replace(/[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim();
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST - 1)}…` : plain;
}
