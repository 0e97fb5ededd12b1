/** The map's geometry: what an outline takes in, where points lie, pan and zoom, where an arrow key leads. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inside, simplified } from '../../src/ui/explain/lasso.ts';
import { fitted, keptIn, nearestPlace, panned, placeTowards, toCanvas, zoomed } from '../../src/ui/explain/viewport.ts';

const SIZE = { width: 400, height: 300 };

describe('an outline', () => {
  const square = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 10 },
    { x: 0, y: 10 },
  ];

  it('takes in what is inside, in either direction of drawing', () => {
    for (const outline of [square, square.toReversed()]) {
      expect(inside({ x: 5, y: 5 }, outline)).toBe(true);
      expect(inside({ x: 15, y: 5 }, outline)).toBe(false);
      expect(inside({ x: 5, y: -1 }, outline)).toBe(false);
    }
  });

  it('leaves out a bay', () => {
    const bay = [...square.slice(0, 3), { x: 5, y: 2 }, { x: 0, y: 10 }];
    expect(inside({ x: 5, y: 8 }, bay)).toBe(false);
    expect(inside({ x: 1, y: 5 }, bay)).toBe(true);
  });

  it('encloses nothing with two corners', () => {
    expect(inside({ x: 5, y: 0 }, square.slice(0, 2))).toBe(false);
    expect(inside({ x: 0, y: 0 }, [])).toBe(false);
  });

  it('agrees with the distance from the middle for a circle', () => {
    const circle = Array.from({ length: 720 }, (_, i) => ({
      x: 100 * Math.cos((i * Math.PI) / 360),
      y: 100 * Math.sin((i * Math.PI) / 360),
    }));
    const coordinate = fc.double({ min: -150, max: 150, noNaN: true });
    fc.assert(
      fc.property(coordinate, coordinate, (x, y) => {
        const far = Math.hypot(x, y);
        fc.pre(Math.abs(far - 100) > 0.01);
        expect(inside({ x, y }, circle)).toBe(far < 100);
      }),
    );
  });

  it('loses corners that lie close together, never the first', () => {
    const path = Array.from({ length: 50 }, (_, i) => ({ x: i, y: 0 }));
    expect(simplified(path, 4).map(({ x }) => x)).toEqual([0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 48]);
  });
});

describe('the viewport', () => {
  it('shows all points of all frames, with a margin', () => {
    const frames = [Float32Array.of(-3, 1, 5, 2), Float32Array.of(0, -7, 1, 9)];
    const view = fitted(frames, SIZE);
    for (const points of frames) {
      for (let i = 0; i < points.length; i += 2) {
        const { x, y } = toCanvas(view, SIZE, points[i]!, points[i + 1]!);
        expect(x).toBeGreaterThanOrEqual(27);
        expect(x).toBeLessThanOrEqual(373);
        expect(y).toBeGreaterThanOrEqual(27);
        expect(y).toBeLessThanOrEqual(273);
      }
    }
  });

  it('has a finite scale for one point and for none', () => {
    expect(Number.isFinite(fitted([Float32Array.of(2, 3)], SIZE).scale)).toBe(true);
    expect(fitted([], SIZE)).toEqual({ x: 0, y: 0, scale: 1 });
  });

  it('follows the hand, and keeps what is under it while zooming', () => {
    const whole = { x: 1, y: 2, scale: 10 };
    const before = toCanvas(whole, SIZE, 3, 4);
    const after = toCanvas(panned(whole, 7, -5), SIZE, 3, 4);
    expect(after.x - before.x).toBeCloseTo(7);
    expect(after.y - before.y).toBeCloseTo(-5);
    expect(toCanvas(zoomed(whole, whole, SIZE, 3, before), SIZE, 3, 4)).toEqual({
      x: expect.closeTo(before.x),
      y: expect.closeTo(before.y),
    });
  });

  it('keeps at its edge what lies outside', () => {
    expect(keptIn({ x: -900, y: 120 }, SIZE, 12)).toEqual({ x: 12, y: 120 });
    expect(keptIn({ x: 500, y: 299 }, SIZE, 12)).toEqual({ x: 388, y: 288 });
    expect(keptIn({ x: 5, y: 5 }, { width: 0, height: 0 }, 12)).toEqual({ x: 12, y: 12 });
  });

  it('does not zoom without end', () => {
    const whole = { x: 0, y: 0, scale: 10 };
    expect(zoomed(whole, whole, SIZE, 1e9, { x: 0, y: 0 }).scale).toBe(600);
    expect(zoomed(whole, whole, SIZE, 1e-9, { x: 0, y: 0 }).scale).toBe(5);
  });
});

describe('places on the canvas', () => {
  const places = [
    { x: 100, y: 100 },
    { x: 150, y: 110 },
    { x: 120, y: 160 },
    { x: 300, y: 100 },
  ];

  it('are found near the pointer only', () => {
    expect(nearestPlace(places, { x: 104, y: 97 }, 12)).toBe(0);
    expect(nearestPlace(places, { x: 200, y: 200 }, 12)).toBe(-1);
  });

  it('are reached by arrows: the nearest in that direction, never one behind', () => {
    expect(placeTowards('ArrowRight', places, 0)).toBe(1);
    expect(placeTowards('ArrowRight', places, 1)).toBe(3);
    expect(placeTowards('ArrowDown', places, 0)).toBe(2);
    expect(placeTowards('ArrowLeft', places, 0)).toBe(0);
    expect(placeTowards('ArrowUp', places, -1)).toBe(0);
    expect(placeTowards('a', places, 0)).toBeNull();
  });

  it('lead on wherever something lies that way, and to nothing farther than that', () => {
    const coordinate = fc.integer({ min: 0, max: 400 });
    const clouds = fc.uniqueArray(fc.record({ x: coordinate, y: coordinate }), {
      minLength: 2,
      maxLength: 25,
      selector: ({ x, y }) => `${x} ${y}`,
    });
    fc.assert(
      fc.property(clouds, (cloud) => {
        const [first] = cloud;
        const right = cloud.filter(({ x, y }) => x > first!.x && Math.abs(y - first!.y) <= x - first!.x);
        const distances = right.map(({ x, y }) => Math.hypot(x - first!.x, y - first!.y));
        const next = cloud[placeTowards('ArrowRight', cloud, 0) ?? -1];
        const gone = Math.hypot(next!.x - first!.x, next!.y - first!.y);
        expect(gone).toBe(right.length === 0 ? 0 : Math.min(...distances));
      }),
    );
  });
});
