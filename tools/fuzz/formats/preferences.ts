/** The choices that an earlier visit, or an earlier version, stored. */

import * as v from 'valibot';
import { PreferencesSchema } from '../../../src/ui/preferences.ts';
import { type Format, ROOM } from '../format.ts';
import { recordBytes, recordsFrom } from '../storedRecords.ts';

export const format: Format = {
  name: 'preferences',
  door: 'PreferencesSchema',
  drafts: [
    {
      ...{
        smooth: true,
        mirror: false,
        shortcuts: true,
        backend: 'auto',
        avoid: ['webgl'],
        camera: 'x',
        checkpoint: null,
      },
      capture: { smart: true, seconds: 3, countdown: 3, person: 'me' },
      training: {
        objective: 'supervised',
        preset: 'fast',
        changed: { supcon: { common: { epochs: 3, scope: 'last' }, method: { temperature: 0.1, hard: true } } },
      },
    },
  ],
  encode: recordBytes,
  torn: false,
  read: (bytes) => {
    const parsed = v.safeParse(PreferencesSchema, recordsFrom(bytes));
    return parsed.success
      ? { value: parsed.output, refusals: [] }
      : { value: null, refusals: ['These choices are no longer understood.'] };
  },
  shell: /^$/,
  room: ROOM,
};
