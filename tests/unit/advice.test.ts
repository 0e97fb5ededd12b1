/** What is said about a face in front of the camera, and that the line is steady enough to be read. */

import { expect, it } from 'vitest';
import { type Finding, findingOn, NOTHING_YET, shownOf, steadied } from '../../src/ui/teach/advice.ts';
import type { SeenFace } from '../../src/ui/teach/conditions.ts';
import { FRAME, seenFace } from './seenFaces.ts';

const findingOf = (face: SeenFace): Finding => findingOn(face, [face], FRAME, true);

it.each([
  ['fine', {}],
  ['dark', { quality: { brightness: 0.14, surround: 0.14 } }],
  ['backlit', { quality: { brightness: 0.3, surround: 0.8 } }],
  ['bright', { quality: { brightness: 0.85 } }],
  ['uneven', { quality: { brightness: 0.4, unevenness: 0.35 } }],
  ['far', { side: 60 }],
  ['near', { x: 100, y: 20, side: 430 }],
  ['cut-off', { x: -15 }],
  ['turned', { pose: { yaw: -45 } }],
  ['turned', { pose: { pitch: 30 } }],
  ['tilted', { pose: { roll: 35 } }],
  ['aside', { x: 505 }],
] as const)('finds a face %s', (finding, change) => {
  expect(findingOf(seenFace(change))).toBe(finding);
});

it('leaves a dark face in a dark room dark, not lit from behind', () => {
  expect(findingOf(seenFace({ quality: { brightness: 0.12, surround: 0.1 } }))).toBe('dark');
});

it('says the most important first', () => {
  expect(findingOf(seenFace({ quality: { brightness: 0.1, surround: 0.1 }, side: 60, pose: { yaw: 50 } }))).toBe(
    'dark',
  );
  expect(findingOf(seenFace({ side: 60, pose: { yaw: 50 } }))).toBe('far');
});

it('asks to choose between two faces of a size, and only then', () => {
  const face = seenFace({ x: 150 });
  const faces = [face, seenFace({ id: 2, x: 400 })];
  expect(findingOn(face, faces, FRAME, true)).toBe('rival');
  expect(findingOn(face, faces, FRAME, false)).toBe('fine');
  expect(findingOn(undefined, [], FRAME, true)).toBe('unknown');
});

/** What is shown after each of the findings, one every 100 ms. */
function shown(findings: Finding[]): (Finding | null)[] {
  let state = NOTHING_YET;
  return findings.map((found, i) => {
    state = steadied(state, found, 100 * i);
    return shownOf(state, 100 * i);
  });
}

const times = (n: number, ...findings: Finding[]): Finding[] => Array.from({ length: n }, () => findings).flat();

it('does not flicker: what comes and goes within a second is never shown', () => {
  expect(new Set(shown(times(50, 'dark', 'fine')))).toEqual(new Set([null]));
  const line = shown([...times(20, 'dark'), ...times(30, 'fine', 'dark', 'far')]);
  expect(new Set(line.slice(10))).toEqual(new Set(['dark']));
});

it('does not go on with advice that was taken where nothing else lasts', () => {
  const line = shown([...times(20, 'rival'), ...times(30, 'fine', 'aside')]);
  expect(line[30]).toBe('rival');
  expect(line.slice(36).every((one) => one === null)).toBe(true);
});

it('shows what lasts a second, and then that all is well, shortly', () => {
  const line = shown([...times(20, 'far'), ...times(50, 'fine')]);
  expect(line.slice(0, 10).every((one) => one === null)).toBe(true);
  expect(line.slice(10, 30).every((one) => one === 'far')).toBe(true);
  expect(line[30]).toBe('fine');
  expect(line.slice(56).every((one) => one === null)).toBe(true);
});

it('says nothing more once the face has gone', () => {
  expect(shown([...times(20, 'dark'), ...times(15, 'unknown')]).at(-1)).toBeNull();
});
