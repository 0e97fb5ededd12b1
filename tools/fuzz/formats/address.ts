/** The rest of the fragments: the address of a method's page, and what somebody types as the page's own address. */

import { methodAsked } from '../../../src/ui/methods/address.ts';
import { linkTo, publicAddress } from '../../../src/ui/share/publicAddress.ts';
import { bytesOf, fieldOf, textOf } from '../draft.ts';
import { type Format, ROOM } from '../format.ts';
import { Fault } from '../judge.ts';

export const format: Format = {
  name: 'address',
  door: 'methodAsked, publicAddress',
  drafts: [
    { start: '#methods', rest: '/rmfer' },
    { start: '#methods/', rest: '%E2%82%AC%zz' },
    { start: 'https://', rest: 'example.org/a/b/?x=1#y' },
    { start: 'http:', rest: '//user:word@192.168.0.1:80' },
  ],
  encode: (tree) => bytesOf(textOf(fieldOf(tree, 'start')) + textOf(fieldOf(tree, 'rest'))),
  torn: true,
  read: (bytes) => {
    const text = Buffer.from(bytes).toString();
    const method = methodAsked(text);
    const address = publicAddress(text);
    if (address && !/^https?:\/\/[^/]/.test(linkTo(address, 'model=1.x'))) throw new Fault(`a link to ${address.href}`);
    return { value: [method, address?.href ?? null], refusals: [] };
  },
  shell: /^$/,
  room: ROOM,
};
