import { describe, expect, it } from 'vitest';
import { apply, compose, IDENTITY, invert, similarity } from '../../src/math/affine.ts';
import { overlap } from '../../src/math/box.ts';

const close = (a: { x: number; y: number }, b: { x: number; y: number }) => {
  expect(a.x).toBeCloseTo(b.x, 9);
  expect(a.y).toBeCloseTo(b.y, 9);
};

describe('affine maps', () => {
  const turn = similarity(2, Math.PI / 2, 10, -5);

  it('turns clockwise on screen, where y points down', () => {
    close(apply(turn, { x: 1, y: 0 }), { x: 10, y: -3 });
    close(apply(turn, { x: 0, y: 1 }), { x: 8, y: -5 });
  });

  it('composes: second after first', () => {
    const shift = similarity(1, 0, 3, 4);
    close(apply(compose(turn, shift), { x: 1, y: 2 }), apply(turn, apply(shift, { x: 1, y: 2 })));
  });

  it('inverts', () => {
    const there = compose(turn, { a: 1, b: 0.3, c: -0.2, d: 2, e: 7, f: 1 });
    close(apply(invert(there), apply(there, { x: 5, y: -8 })), { x: 5, y: -8 });
    expect(compose(invert(IDENTITY), IDENTITY)).toMatchObject({ a: 1, d: 1 });
  });

  it('refuses to invert a map that flattens the plane', () => {
    expect(() => invert({ a: 1, b: 2, c: 2, d: 4, e: 0, f: 0 })).toThrow(RangeError);
  });
});

describe('overlap', () => {
  const box = { x: 0, y: 0, width: 10, height: 10 };
  it('is 1 for equal boxes, 0 for disjoint and empty ones', () => {
    expect(overlap(box, box)).toBe(1);
    expect(overlap(box, { ...box, x: 10 })).toBe(0);
    expect(overlap(box, { ...box, width: 0 })).toBe(0);
  });
  it('is a third for boxes that share a half', () => {
    expect(overlap(box, { ...box, x: 5 })).toBeCloseTo(1 / 3, 9);
  });
});
