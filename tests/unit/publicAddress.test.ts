/** Where others can open the page: what somebody types, and which addresses only the own network knows. */

import { describe, expect, it } from 'vitest';
import { isLocal, linkTo, publicAddress } from '../../src/ui/share/publicAddress.ts';

describe('the address of a link', () => {
  it.each([
    ['https://example.org/mien/', 'https://example.org/mien/#model=1.x'],
    ['example.org', 'https://example.org/#model=1.x'],
    [' http://example.org/a/b/?embed#old ', 'http://example.org/a/b/#model=1.x'],
    ['somebody.github.io/mien/', 'https://somebody.github.io/mien/#model=1.x'],
  ])('of “%s” is %s', (typed, link) => {
    const page = publicAddress(typed);
    expect(page && linkTo(page, 'model=1.x')).toBe(link);
  });

  it.each([
    '',
    'localhost:4173',
    'http://127.0.0.1/',
    '192.168.0.7',
    'javascript:alert(1)',
    'mailto:a@b.c',
    'https://',
    'a b',
  ])('is not “%s”', (typed) => expect(publicAddress(typed)).toBeNull());

  it('is only this network’s where the machine has no public name', () => {
    const local = [
      'localhost',
      '127.0.0.1',
      '10.1.2.3',
      '172.16.0.1',
      '172.31.9.9',
      '192.168.1.1',
      '[::1]',
      'box.local',
    ];
    for (const host of local) expect(isLocal(new URL(`http://${host}:8080/`)), host).toBe(true);
    const known = ['example.org', '172.32.0.1', '11.0.0.1', 'local.example', 'notlocalhost'];
    for (const host of known) expect(isLocal(new URL(`https://${host}/`)), host).toBe(false);
  });
});
