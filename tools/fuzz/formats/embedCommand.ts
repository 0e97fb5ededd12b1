/** What a page around an embedded view sends it: any value that can be cloned, and an address with its own say. */

import { readCommand } from '../../../src/ui/embed/door.ts';
import { embedOptions } from '../../../src/ui/embed/options.ts';
import { fieldOf, textOf } from '../draft.ts';
import { type Format, ROOM } from '../format.ts';
import { Fault } from '../judge.ts';
import { recordBytes, recordsFrom } from '../storedRecords.ts';

const host = { window: {}, origin: 'https://host.example' };
const around = { source: host.window, origin: host.origin, search: '?embed&origin=https://host.example&theme=dark' };

export const format: Format = {
  name: 'embedCommand',
  door: 'readCommand, embedOptions',
  drafts: [
    { ...around, data: { mien: 1, type: 'subscribe', rate: 10 } },
    { ...around, data: { mien: 1, type: 'model', link: 'https://mien.example/#model=1.abc' } },
    { ...around, data: { mien: 1, type: 'camera' } },
    { ...around, origin: 'https://other.example', data: { mien: 1, type: 'stop' } },
  ],
  encode: recordBytes,
  torn: false,
  read: (bytes) => {
    const message = recordsFrom(bytes);
    const origin = textOf(fieldOf(message, 'origin'));
    const command = readCommand({ data: fieldOf(message, 'data'), origin, source: host.window }, host);
    if (command && origin !== host.origin) throw new Fault(`a command of ${origin} was taken`);
    const options = embedOptions(textOf(fieldOf(message, 'search')));
    return command ? { value: [command, options], refusals: [] } : { value: options, refusals: ['It is no command.'] };
  },
  shell: /^$/,
  room: ROOM,
};
