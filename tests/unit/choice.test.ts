/** Which face is meant from frame to frame: picks outlast a moment out of sight, and nobody takes their place. */

import { describe, expect, it } from 'vitest';
import { type Choice, nextChoice, PICK_KEPT_MS, selectedFace } from '../../src/ui/live/choice.ts';

const small = { id: 1, area: 100 };
const large = { id: 2, area: 140 };
const huge = { id: 3, area: 151 };
const picked: Choice = { chosen: 1, picked: true };
const unpicked: Choice = { chosen: 1, picked: false };

describe('a face that was picked', () => {
  it('stays, however large another is', () => {
    expect(nextChoice(picked, [small, huge], 0)).toEqual(picked);
  });

  it('stays picked while it is out of sight for a moment, and nobody is meant meanwhile', () => {
    expect(nextChoice(picked, [huge], PICK_KEPT_MS)).toEqual(picked);
    expect(selectedFace([huge], picked)).toBeUndefined();
    expect(nextChoice(picked, [], PICK_KEPT_MS)).toEqual(picked);
  });

  it('gives way to the largest after that, which nobody picked', () => {
    expect(nextChoice(picked, [large, huge], PICK_KEPT_MS + 1)).toEqual({ chosen: 3, picked: false });
    expect(nextChoice(picked, [], PICK_KEPT_MS + 1)).toEqual(unpicked);
  });
});

describe('a face that nobody picked', () => {
  it('stays until another is clearly larger', () => {
    expect(nextChoice(unpicked, [small, large], 0)).toEqual(unpicked);
    expect(nextChoice(unpicked, [small, huge], 0)).toEqual({ chosen: 3, picked: false });
  });

  it('gives way at once when it goes', () => {
    expect(nextChoice(unpicked, [large], 0)).toEqual({ chosen: 2, picked: false });
    expect(selectedFace([small, large], { chosen: 9, picked: false })).toBe(large);
    expect(selectedFace([], unpicked)).toBeUndefined();
  });
});
