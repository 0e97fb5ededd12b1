/** Regions lie around the points that the mesh's makers call eyes, brows and lips, and move with the face. */

import { FaceLandmarker } from '@mediapipe/tasks-vision';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Box, Point } from '../../src/math/box.ts';
import { convexHull } from '../../src/math/convexHull.ts';
import { faceRegions } from '../../src/math/faceRegions.ts';

const {
  FACE_LANDMARKS_LEFT_EYE,
  FACE_LANDMARKS_RIGHT_EYE,
  FACE_LANDMARKS_LEFT_EYEBROW,
  FACE_LANDMARKS_RIGHT_EYEBROW,
  FACE_LANDMARKS_LIPS,
} = FaceLandmarker;
type Lines = typeof FACE_LANDMARKS_LIPS;

const pointsOf = (lines: Lines): number[] => [...new Set(lines.flatMap(({ start, end }) => [start, end]))];

/** Points of a group all over a box's edge; where a point is in no group it is far off. */
function facePlaced(groups: [Lines, Box][]): Float32Array {
  const landmarks = new Float32Array(2 * 468).fill(9);
  for (const [lines, { x, y, width, height }] of groups) {
    pointsOf(lines).forEach((index, i, all) => {
      const angle = (2 * Math.PI * i) / all.length;
      landmarks[2 * index] = x + (width * (1 + Math.cos(angle))) / 2;
      landmarks[2 * index + 1] = y + (height * (1 + Math.sin(angle))) / 2;
    });
  }
  return landmarks;
}

const LEFT = { x: 0.3, y: 0.4, width: 0.12, height: 0.04 };
const RIGHT = { x: 0.58, y: 0.4, width: 0.12, height: 0.04 };
const MOUTH = { x: 0.4, y: 0.66, width: 0.2, height: 0.08 };
// The makers' left is the person's own: the image's right.
const placed = facePlaced([
  [FACE_LANDMARKS_RIGHT_EYE, LEFT],
  [FACE_LANDMARKS_LEFT_EYE, RIGHT],
  [FACE_LANDMARKS_RIGHT_EYEBROW, { x: 0.28, y: 0.32, width: 0.16, height: 0.03 }],
  [FACE_LANDMARKS_LEFT_EYEBROW, { x: 0.56, y: 0.32, width: 0.16, height: 0.03 }],
  // Its first half is the outer edge.
  [FACE_LANDMARKS_LIPS.slice(0, 20), MOUTH],
]);

const grown = ({ x, y, width, height }: Box) => {
  const by = 0.25 * width;
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
};
const expectBox = (box: Box, expected: Box) => {
  // The points of a group lie all around, but not at every extreme of the ellipse.
  for (const key of ['x', 'y', 'width', 'height'] as const) expect(box[key], key).toBeCloseTo(expected[key], 2);
};

describe('regions', () => {
  const regions = faceRegions(placed);

  it('are boxes around lids and lips', () => {
    expectBox(regions.leftEye, grown(LEFT));
    expectBox(regions.rightEye, grown(RIGHT));
    expectBox(regions.mouth, grown(MOUTH));
    expect(regions.eyeDistance).toBeCloseTo(0.28, 2);
  });

  it('hold eyes and brows in the upper hull, nose and lips in the lower one', () => {
    const xs = regions.upper.map(({ x }) => x);
    const ys = regions.upper.map(({ y }) => y);
    expect(
      [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)].map((v) => Math.round(100 * v)),
    ).toEqual([28, 72, 32, 44]);
    expect(regions.features).toHaveLength(20 + 32 + 20 + 20);
    // The nose was placed nowhere: far off.
    expect(Math.max(...regions.lower.map(({ x }) => x))).toBe(9);
  });

  it('move and grow with the face', () => {
    const moved = faceRegions(placed.map((value, i) => 2 * value + (i % 2 ? 0.25 : -0.5)));
    const { x, y, width, height } = regions.mouth;
    expectBox(moved.mouth, { x: 2 * x - 0.5, y: 2 * y + 0.25, width: 2 * width, height: 2 * height });
    expect(moved.eyeDistance).toBeCloseTo(2 * regions.eyeDistance, 5);
    expect(moved.upper).toHaveLength(regions.upper.length);
  });
});

describe('a convex hull', () => {
  const square: Point[] = [
    { x: 0, y: 0 },
    { x: 1, y: 0 },
    { x: 1, y: 1 },
    { x: 0, y: 1 },
  ];

  it('is the corners, clockwise on screen, whatever lies inside or on its edges', () => {
    expect(convexHull([{ x: 0.5, y: 0.5 }, { x: 0.5, y: 0 }, ...square, ...square])).toEqual(square);
    expect(convexHull([{ x: 2, y: 3 }])).toEqual([{ x: 2, y: 3 }]);
    expect(convexHull([])).toEqual([]);
    expect(convexHull([square[2]!, { x: 0.5, y: 0.5 }, square[0]!])).toEqual([square[0], square[2]]);
  });

  it('holds all points and turns one way only', () => {
    const coordinate = fc.integer({ min: -50, max: 50 });
    const cross = (a: Point, b: Point, c: Point) => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    fc.assert(
      fc.property(fc.array(fc.record({ x: coordinate, y: coordinate }), { minLength: 1, maxLength: 40 }), (points) => {
        const hull = convexHull(points);
        hull.forEach((a, i) => {
          const b = hull[(i + 1) % hull.length]!;
          const c = hull[(i + 2) % hull.length]!;
          if (hull.length > 2) expect(cross(a, b, c)).toBeGreaterThan(0);
          for (const point of points) expect(cross(a, b, point)).toBeGreaterThanOrEqual(0);
        });
        for (const corner of hull) expect(points).toContainEqual(corner);
      }),
    );
  });
});
