/** Which frames of a take are kept, by faces whose numbers are chosen; and the words for those that are not. */

import { expect, it } from 'vitest';
import { appearanceOf } from '../../src/math/appearance.ts';
import { createRng } from '../../src/math/rng.ts';
import { type Moment, whyNotKeep } from '../../src/ui/teach/smartCapture.ts';
import { skippedWords, skipWords } from '../../src/ui/teach/takeSummary.ts';
import { FRAME, seenFace } from './seenFaces.ts';

const SIDE = 48;
const rng = createRng(1);
const noise = Float32Array.from({ length: SIDE * SIDE }, () => rng.uniform() - 0.5);

/** A crop with a structure that moves by `shift` px, and grain of so many grey values. */
function crop(shift = 0, grain = 0): Uint8Array {
  return Uint8Array.from({ length: SIDE * SIDE }, (_, at) => {
    const [row, column] = [Math.floor(at / SIDE), at % SIDE];
    return 128 + 60 * Math.sin((column + shift) / 5) * Math.cos(row / 7) + grain * noise[at]!;
  });
}

function moment(change: Partial<Moment> = {}): Moment {
  const face = change.face ?? seenFace();
  return { face, faces: [face], frame: FRAME, unsure: true, appearance: appearanceOf(crop()), ...change };
}

it('keeps a sharp, well lit face of its own in the middle', () => {
  expect(whyNotKeep(moment(), [])).toBeNull();
});

it.each([
  ['blurred', { quality: { sharpness: 0.06 } }],
  ['dark', { quality: { brightness: 0.1 } }],
  ['bright', { quality: { brightness: 0.9 } }],
  ['cut-off', { x: -20 }],
  ['small', { side: 40 }],
] as const)('skips a face that is %s', (reason, change) => {
  expect(whyNotKeep(moment({ face: seenFace(change) }), [])).toBe(reason);
});

it('calls a small face small, however blurred its enlargement looks', () => {
  expect(whyNotKeep(moment({ face: seenFace({ side: 40, quality: { sharpness: 0.01 } }) }), [])).toBe('small');
});

it('skips a frame of two faces of one size, unless the user has picked one or the other is much smaller', () => {
  const face = seenFace();
  const other = seenFace({ id: 2, x: 400, side: 110 });
  const small = seenFace({ id: 2, x: 400, side: 60 });
  const cutOff = seenFace({ id: 2, x: 590, side: 120 });
  expect(whyNotKeep(moment({ face, faces: [face, other] }), [])).toBe('rival');
  expect(whyNotKeep(moment({ face, faces: [face, other], unsure: false }), [])).toBeNull();
  expect(whyNotKeep(moment({ face, faces: [face, small] }), [])).toBeNull();
  expect(whyNotKeep(moment({ face, faces: [face, cutOff] }), [])).toBeNull();
});

it('skips what is like one of the latest samples but for the grain of the camera', () => {
  const before = [appearanceOf(crop(6)), appearanceOf(crop())];
  expect(whyNotKeep(moment({ appearance: appearanceOf(crop(0, 4)) }), before)).toBe('alike');
  expect(whyNotKeep(moment({ appearance: appearanceOf(crop(1)) }), before)).toBeNull();
});

it('says while it skips how many and what to do, and at the end what they were, the most frequent first', () => {
  expect(skipWords('alike', { alike: 6 })).toBe('Skipped 6. Too alike: vary the expression a little.');
  expect(skippedWords({ blurred: 2, alike: 7 })).toBe('9 skipped: 7 too alike, 2 blurred');
  expect(skippedWords({})).toBe('');
});
