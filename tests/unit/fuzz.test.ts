/** The fuzzer, for some seconds: every door stands what it is given, inputs come through, and the fuzzer can find. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../src/rpc/appError.ts';
import { countAllocations } from '../../tools/fuzz/allocation.ts';
import { campaign, judged } from '../../tools/fuzz/campaign.ts';
import { type Format, ROOM } from '../../tools/fuzz/format.ts';
import { formats } from '../../tools/fuzz/registry.ts';

const INPUTS = 250;
const SEED = 7;

let uncount: () => void;
beforeAll(() => {
  uncount = countAllocations();
});
afterAll(() => uncount());

describe.each(formats.map((format) => [format.name, format] as const))('%s', (_, format) => {
  it(`stands ${INPUTS} inputs, most of which come as far as its parser`, async () => {
    const { failure, reached, accepted, inputs } = await campaign(format, { inputs: INPUTS, seed: SEED });
    expect(failure).toBeNull();
    expect(inputs).toBe(INPUTS);
    expect(reached).toBeGreaterThan(INPUTS / 2);
    // What is good is taken: a door that refuses everything would pass every other check.
    expect(accepted).toBeGreaterThan(0);
  });
});

/** Those around whose parser lies something that refuses noise. */
const shelled = formats.filter(({ torn, shell }) => torn && shell.source !== '^$');

it.each(shelled.map((format) => [format.name, format] as const))(
  '%s: noise does not count as having come so far',
  async (_, format) => {
    const noise = Uint8Array.from({ length: 200 }, (_each, i) => (i * i * 31 + 7 * i) & 255);
    expect(await judged(format, noise)).toMatchObject({ reached: false });
  },
);

/** A door with one bad habit. */
const door = (read: (bytes: Uint8Array) => unknown): Format => ({
  ...{ name: 'bad', door: 'bad', drafts: ['abc'], torn: true, shell: /^$/, room: ROOM },
  encode: (draft) => new TextEncoder().encode(String(draft)),
  read: (bytes) => ({ value: read(bytes), refusals: [] }),
});

describe('a door that', () => {
  const input = Uint8Array.of(1, 2, 3);
  const REFUSED = 'This file cannot be read. Choose another.';

  it('refuses with a sentence is good', async () => {
    const refusing = door(() => {
      throw new AppError('bad-input', REFUSED);
    });
    expect(await judged(refusing, input)).toMatchObject({ accepted: false });
  });

  it.each<[string, (bytes: Uint8Array) => unknown, RegExp]>([
    ['crashes', () => JSON.parse('{'), /crashed: SyntaxError/],
    ['refuses as if it were a bug', () => refuse('internal', REFUSED), /refused as “internal”/],
    ['says nothing', () => refuse('bad-input', 'bad'), /no sentence/],
    ['says code', () => refuse('bad-input', 'The value undefined cannot be used here.'), /code in it/],
    ['says what it was given, at length', () => refuse('bad-input', `No ${'x'.repeat(1000)}.`), /1004 characters/],
    ['turns its words around', () => refuse('bad-input', 'The name “\u202egpj” is not known here.'), /cannot be seen/],
    ['is slow', () => busy(1_200), /took \d{4} ms/],
    ['takes much memory', () => new Float32Array(30e6).length, /bytes, where/],
    ['gives a foreign prototype', () => Object.setPrototypeOf({}, { polluted: true }), /prototype came from/],
    ['gives a function', () => [{ a: Object }], /prototype came from/],
  ])('%s is found', async (_, read, found) => {
    await expect(judged(door(read), input)).rejects.toThrow(found);
  });

  it('pollutes every object is found', async () => {
    const polluting = door(() => Object.assign(Object.getPrototypeOf({}), { polluted: true }));
    await expect(judged(polluting, input)).rejects.toThrow(/polluted/);
    Reflect.deleteProperty(Object.prototype, 'polluted');
  });

  it('fails seldom is found, made small and found again', async () => {
    const seldom = door((bytes) => {
      if (Buffer.from(bytes).includes('__proto__')) throw new Error('seldom');
    });
    const { failure } = await campaign(seldom, { inputs: 5_000, seed: SEED });
    expect(failure?.message).toContain('seldom');
    expect(Buffer.from(failure?.input ?? '', 'base64').toString()).toBe('__proto__');
    const again = await campaign(seldom, { inputs: 5_000, seed: SEED, path: failure?.path });
    expect(again.failure?.input).toBe(failure?.input);
  });
});

function refuse(code: 'internal' | 'bad-input', message: string): never {
  throw new AppError(code, message);
}

/** By the processor's clock: beside others a wall clock runs faster than the work. */
function busy(ms: number): void {
  const start = process.cpuUsage().user;
  // Asking for the time alone is work of the system, which is not counted.
  while (process.cpuUsage().user - start < 1000 * ms) for (let i = 0; i < 1e6; i++) Math.random();
}
