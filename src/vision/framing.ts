/**
 * The square that the encoder sees: turned with the eye line, in the framing of FER2013, whose images the encoder was
 * trained on. Numbers only.
 *
 * The rule and its three constants were measured: of 1,200 FER2013 training images, enlarged five times, this mesh was
 * found in 97 %. Of 20 measures of a face, the root of the upright mesh box's area follows the images' side closely
 * (spread 13 %, FER's own) and is the one that yaw, pitch and an open mouth leave alone; the constants are medians.
 */

import { apply, similarity } from '../math/affine.ts';
import { centreOf, type Point } from '../math/box.ts';
import { eyeLine, eyes, type Mesh, MOUTH_CORNERS, meanPoint } from './mesh.ts';
import { type Region, unitToRegion, uprightBox } from './region.ts';

/** Side of the framing in roots of the upright mesh box's area. */
const SIDE = 1.156;

/**
 * Where the framing's centre is between the middle of eyes and mouth (0) and that of the box (1). As a head turns, the
 * one moves with the gaze and the other against it; FER's centre stays between them.
 */
const TOWARDS_BOX = 0.5;

/** How far above that point the framing's centre is, in sides. */
const RAISED = 0.064;

export function framingOf(mesh: Mesh): Region {
  const angle = eyeLine(eyes(mesh));
  const box = uprightBox(mesh, angle);
  const side = SIDE * Math.sqrt(box.width * box.height);
  const features = apply(similarity(1, -angle, 0, 0), middleOfFeatures(mesh));
  const centre = centreOf(box);
  const upright = {
    x: features.x + TOWARDS_BOX * (centre.x - features.x),
    y: features.y + TOWARDS_BOX * (centre.y - features.y) - RAISED * side,
  };
  return { centre: apply(similarity(1, angle, 0, 0), upright), side, angle };
}

/** Halfway from the eyes to the mouth. */
function middleOfFeatures(mesh: Mesh): Point {
  const [left, right] = eyes(mesh);
  const mouth = meanPoint(mesh, MOUTH_CORNERS);
  return { x: (left.x + right.x) / 4 + mouth.x / 2, y: (left.y + right.y) / 4 + mouth.y / 2 };
}

/** Corners of a region, clockwise from its top left. */
export function corners(region: Region): [Point, Point, Point, Point] {
  const { a, b, c, d, e, f } = unitToRegion(region);
  return [
    { x: e, y: f },
    { x: a + e, y: b + f },
    { x: a + c + e, y: b + d + f },
    { x: c + e, y: d + f },
  ];
}
