/** What an embedded view takes from outside: its address, and messages of the one page that it was told to listen to. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCommand } from '../../src/ui/embed/door.ts';
import { embedOptions, ordinaryAddress } from '../../src/ui/embed/options.ts';

describe('an address', () => {
  it('without “embed” asks for the ordinary page', () => {
    expect(embedOptions('')).toBeNull();
    expect(embedOptions('?origin=https://a.example&theme=dark')).toBeNull();
  });

  it('names a theme and a page around, or neither', () => {
    expect(embedOptions('?embed')).toEqual({ theme: 'system', origin: null });
    expect(embedOptions('?embed&theme=dark')).toEqual({ theme: 'dark', origin: null });
    expect(embedOptions('?embed=1&theme=pink')).toEqual({ theme: 'system', origin: null });
    expect(embedOptions('?embed&origin=https%3A%2F%2Fa.example')?.origin).toBe('https://a.example');
    expect(embedOptions('?embed&origin=http://localhost:8080')?.origin).toBe('http://localhost:8080');
  });

  it.each([
    '*',
    '',
    'null',
    'a.example',
    'https://a.example/',
    'https://a.example/page',
    'https://A.example',
    'https://a.example:443',
    'https://user@a.example',
    'https://*.a.example',
    'file:///etc',
    'javascript:alert(1)',
    'https://a.example&origin=https://b.example',
  ])('names nobody by origin=%s', (origin) => {
    expect(embedOptions(`?embed&origin=${origin}`)?.origin ?? null).toBeNull();
  });

  it('becomes that of the ordinary page, with the model', () => {
    expect(ordinaryAddress('https://m.example/a/?embed&origin=https://b.example&theme=dark#old', 'model=1.x')).toBe(
      'https://m.example/a/#model=1.x',
    );
    expect(ordinaryAddress('https://m.example/?embed&x=1#model=1.x', '')).toBe('https://m.example/?x=1');
  });
});

const ORIGIN = 'https://a.example';
const parent = {};
const host = { window: parent, origin: ORIGIN };
const from = (data: unknown, origin = ORIGIN, source: unknown = parent) => readCommand({ data, origin, source }, host);

const COMMANDS = [
  { mien: 1, type: 'subscribe', rate: 0 },
  { mien: 1, type: 'subscribe', rate: 60 },
  { mien: 1, type: 'camera' },
  { mien: 1, type: 'stop' },
  { mien: 1, type: 'model', link: null },
  { mien: 1, type: 'model', link: `https://m.example/#model=1.${'A'.repeat(100_000)}` },
];

describe('a message', () => {
  it.each(COMMANDS)('is a command: $type', (command) => {
    expect(from(command)).toEqual(command);
  });

  it.each(COMMANDS)('from elsewhere is none: $type', (command) => {
    for (const origin of ['https://b.example', 'null', '', 'http://a.example', 'https://a.example.evil.example']) {
      expect(from(command, origin)).toBeNull();
    }
    // Another window of the same origin.
    expect(from(command, ORIGIN, {})).toBeNull();
    expect(from(command, ORIGIN, null)).toBeNull();
  });

  it.each([
    null,
    undefined,
    '',
    'subscribe',
    JSON.stringify(COMMANDS[0]),
    1,
    Number.NaN,
    [],
    [COMMANDS[0]],
    {},
    { type: 'camera' },
    { mien: 2, type: 'camera' },
    { mien: '1', type: 'camera' },
    { mien: 1, type: 'constructor' },
    { mien: 1, type: ['camera'] },
    { mien: 1, type: 'camera', deviceId: 'x' },
    { mien: 1, type: 'subscribe' },
    { mien: 1, type: 'subscribe', rate: -1 },
    { mien: 1, type: 'subscribe', rate: 61 },
    { mien: 1, type: 'subscribe', rate: Number.POSITIVE_INFINITY },
    { mien: 1, type: 'subscribe', rate: Number.NaN },
    { mien: 1, type: 'subscribe', rate: '5' },
    { mien: 1, type: 'model', link: 5 },
    { mien: 1, type: 'model', link: 'A'.repeat(1_000_000) },
    new Map([['mien', 1]]),
    new ArrayBuffer(1e6),
  ])('that is malformed or huge is none: %#', (data) => {
    expect(from(data)).toBeNull();
  });

  it('of anything at all never throws', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true, withTypedArray: true }), (data) => {
        expect(from(data)).toBeNull();
        expect(from({ mien: 1, type: 'model', link: data })).toSatisfy(
          (command) => command === null || data === null || typeof data === 'string',
        );
      }),
    );
  });
});
