/** What the diagnostics keep of an error: the cause, not whom or what it was about. */

import { expect, it } from 'vitest';
import { withoutNames } from '../../src/ui/diagnostics/errorLog.ts';
import { classNamed, runNamed, sampleOf } from '../records.ts';

const state = {
  classes: [classNamed('1', 0, { name: 'Raised (left) brow' }), classNamed('2', 1, { name: 'a' })],
  samples: [sampleOf('1', '1', { person: 'Zoë', session: 'Monday', clip: 'film.1' })],
  runs: [{ ...runNamed('1', { name: 'Run+1' }), resumable: false, checkpoints: [] }],
};

it.each([
  ['“holiday.jpg” is no picture.', '“…” is no picture.'],
  ['There is no file “C/anna/one two.jpeg” among those given.', 'There is no file “…” among those given.'],
  ['faces/anna.png is empty.', '… is empty.'],
  ['Zoë and ZOË were cut; Zoëlle was not.', '… and … were cut; Zoëlle was not.'],
  ['No faces of Raised (left) brow in film.1, Run+1.', 'No faces of … in …, ….'],
  ['/x/assets/a.js could not be loaded as a script.', '/x/assets/a.js could not be loaded as a script.'],
  ['Failed: https://host/x?model=abc#mien=1 (line 3)', 'Failed: https://host/x (line 3)'],
])('%s', (words, kept) => {
  expect(withoutNames(words, state)).toBe(kept);
});
