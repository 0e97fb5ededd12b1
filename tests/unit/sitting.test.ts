/** Names of sittings: readable, one for each visit and kind of source, never that of another visit. */

import { expect, it } from 'vitest';
import { freeName, sittingOf, timeWords } from '../../src/ui/teach/sitting.ts';

const NOON = new Date(2026, 10, 24, 9, 5);

it('says what and when', () => {
  expect(timeWords(NOON)).toBe('24 Nov 09:05');
});

it('is the same for the whole visit, and another for another source', () => {
  const first = sittingOf('camera', new Set(), NOON);
  expect(first).toBe('camera, 24 Nov 09:05');
  expect(sittingOf('camera', new Set([first]), new Date(2026, 10, 24, 11, 0))).toBe(first);
  expect(sittingOf('clip', new Set([first]), NOON)).toBe('clip, 24 Nov 09:05');
});

it('never takes the name of a sitting that is there already', () => {
  expect(freeName('camera', new Set(['camera', 'camera (2)']))).toBe('camera (3)');
});
