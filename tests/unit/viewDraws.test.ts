import { describe, expect, it } from 'vitest';
import { apply, IDENTITY } from '../../src/math/affine.ts';
import { STORED_MARGIN } from '../../src/math/faceCrop.ts';
import { createRng } from '../../src/math/rng.ts';
import {
  CONTRASTIVE_STRENGTH,
  drawView,
  IDENTITY_VIEW,
  SUPERVISED_STRENGTH,
  type ViewStrength,
} from '../../src/train/views/draw.ts';

const OFF: ViewStrength = {
  shift: 0,
  scale: 0,
  rotation: 0,
  flip: 0,
  contrast: 0,
  brightness: 0,
  blur: 0,
  erase: 0,
};

const draws = (strength: ViewStrength, seed = 1, count = 2000) => {
  const rng = createRng(seed);
  return Array.from({ length: count }, () => drawView(rng, strength));
};

describe('the draws of views', () => {
  it('are the same for the same seed', () => {
    expect(draws(CONTRASTIVE_STRENGTH, 1, 5)).toEqual(draws(CONTRASTIVE_STRENGTH, 1, 5));
    expect(draws(CONTRASTIVE_STRENGTH, 1, 5)).not.toEqual(draws(CONTRASTIVE_STRENGTH, 2, 5));
  });

  it('are the identity where everything is off', () => {
    for (const { framing, ...rest } of draws(OFF, 1, 20)) {
      expect(rest).toEqual({ ...IDENTITY_VIEW, framing: undefined });
      for (const key of ['a', 'b', 'c', 'd', 'e', 'f'] as const) expect(framing[key]).toBeCloseTo(IDENTITY[key], 12);
    }
  });

  it('take as many random numbers whatever the strength', () => {
    const rngs = [OFF, SUPERVISED_STRENGTH, { ...CONTRASTIVE_STRENGTH, erase: 1, flip: 1 }].map((strength) => {
      const rng = createRng(9);
      drawView(rng, strength);
      return rng.state();
    });
    expect(new Set(rngs.map(String)).size).toBe(1);
  });

  it.each([
    ['supervised', SUPERVISED_STRENGTH],
    ['contrastive', CONTRASTIVE_STRENGTH],
  ])('stay within the stored margin at the %s strength, and use most of it', (_, strength) => {
    const corners = [-0.5, 0.5].flatMap((x) => [-0.5, 0.5].map((y) => ({ x, y })));
    const reach = draws(strength).map(({ framing }) =>
      Math.max(...corners.map((corner) => apply(framing, corner)).flatMap(({ x, y }) => [Math.abs(x), Math.abs(y)])),
    );
    expect(Math.max(...reach)).toBeLessThanOrEqual(0.5 + STORED_MARGIN);
    expect(Math.max(...reach)).toBeGreaterThan(0.5 + STORED_MARGIN / 2);
  });

  it('keep to the strength in every number', () => {
    const strength = CONTRASTIVE_STRENGTH;
    const drawn = draws(strength);
    const spread = (values: number[], most: number, middle: number) => {
      expect(Math.max(...values)).toBeLessThanOrEqual(middle + most);
      expect(Math.min(...values)).toBeGreaterThanOrEqual(middle - most);
      expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(1.9 * most);
    };
    spread(
      drawn.map(({ framing: { a, b } }) => Math.hypot(a, b)),
      strength.scale,
      1,
    );
    spread(
      drawn.map(({ framing: { c, d } }) => Math.atan2(-c, d)),
      strength.rotation,
      0,
    );
    for (const key of ['e', 'f'] as const) {
      spread(
        drawn.map(({ framing }) => framing[key]),
        strength.shift,
        0,
      );
    }
    spread(
      drawn.map(({ contrast }) => contrast),
      strength.contrast,
      1,
    );
    spread(
      drawn.map(({ brightness }) => brightness),
      strength.brightness,
      0,
    );
    spread(
      drawn.map(({ blur }) => blur),
      strength.blur / 2,
      strength.blur / 2,
    );
    const mirrored = drawn.filter(({ framing: { a, b, c, d } }) => a * d - b * c < 0).length;
    expect(Math.abs(mirrored / drawn.length - strength.flip)).toBeLessThan(0.05);
    const erased = drawn.map(({ erased }) => erased).filter(({ width }) => width > 0);
    expect(Math.abs(erased.length / drawn.length - strength.erase)).toBeLessThan(0.05);
    for (const { left, top, width, height, grey } of erased) {
      expect(width * height).toBeGreaterThanOrEqual(0.02 - 1e-9);
      expect(width * height).toBeLessThanOrEqual(0.2 + 1e-9);
      expect(Math.min(left, top, grey)).toBeGreaterThanOrEqual(0);
      expect(Math.max(left + width, top + height, grey)).toBeLessThanOrEqual(1);
    }
  });
});
