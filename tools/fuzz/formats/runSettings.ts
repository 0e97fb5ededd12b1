/** The settings of a stored run, checked before anything is spent on them. */

import { checkValues, defaultValues, type OptionValues, RUN_OPTIONS } from '../../../src/train/options.ts';
import { type Format, ROOM } from '../format.ts';
import { recordBytes, recordsFrom } from '../storedRecords.ts';

export const format: Format = {
  name: 'runSettings',
  door: 'checkValues',
  drafts: [defaultValues(RUN_OPTIONS)],
  encode: recordBytes,
  torn: false,
  read: (bytes) => ({ value: checkValues(recordsFrom(bytes) as OptionValues, RUN_OPTIONS), refusals: [] }),
  shell: /^$/,
  room: ROOM,
};
