/** Bytes of whatever a draft has become: an encoder asks for text, lists and fields, and gets some, whatever is there. */

export const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1');
  return JSON.stringify(value) ?? '';
};

export const bytesOf = (value: unknown): Uint8Array =>
  value instanceof Uint8Array ? value : new TextEncoder().encode(textOf(value));

export const listOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

export const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as { [name: string]: unknown })[name]
    : undefined;

/** A whole number of so many bits, as fields of files hold them. */
export const unsigned = (value: unknown, bits: 8 | 16 | 32 = 32): number => {
  const number = typeof value === 'number' && Number.isFinite(value) ? Math.trunc(value) : 0;
  return ((number % 2 ** bits) + 2 ** bits) % 2 ** bits;
};

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/** A number as bytes. @param little whether the smallest byte comes first */
export function packed(value: unknown, bits: 8 | 16 | 32, little = true): Uint8Array {
  const bytes = Array.from({ length: bits / 8 }, (_, i) => Math.floor(unsigned(value, bits) / 256 ** i) % 256);
  return Uint8Array.from(little ? bytes : bytes.reverse());
}
