/**
 * What eyes and mouth of a face look like, from its mesh, as a direction to compare with others: the fixed descriptor of
 * SSLFER's MaskFN (Shu et al., BMVC 2022). Theirs is a network over patches; the shape is ours: it is fixed too, and has
 * seen no label. Numbers only.
 */

import type { Point } from '../../math/box.ts';
import { faceRegions, hasFace } from '../../math/faceRegions.ts';
import type { SampleTable } from '../objective.ts';

/** Lids and lips as offsets from their own middles, in sides of the stored crop. */
function shapesOf(landmarks: Float32Array): { eyes: Float32Array; mouth: Float32Array } {
  const { leftLids, rightLids, lips } = faceRegions(landmarks);
  return {
    eyes: Float32Array.from([...centred(leftLids), ...centred(rightLids)]),
    mouth: Float32Array.from(centred(lips)),
  };
}

function centred(points: readonly Point[]): number[] {
  const x = points.reduce((sum, point) => sum + point.x, 0) / points.length;
  const y = points.reduce((sum, point) => sum + point.y, 0) / points.length;
  return points.flatMap((point) => [point.x - x, point.y - y]);
}

/**
 * h = L2norm([φ(eyes); φ(mouth)]) of the unaltered frame, f32 [104] for each sample; null where the face was not found.
 * φ is the shape less that of all faces to learn from, in units of its spread (ours): all raw shapes are nearly alike.
 */
export function eyesAndMouth({ landmarks, train }: SampleTable): (Float32Array | null)[] {
  const shapes = landmarks.map((mesh) => (mesh && hasFace(mesh) ? shapesOf(mesh) : null));
  const known = train.flatMap((i) => shapes[i] ?? []);
  const parts = [standardiser(known.map(({ eyes }) => eyes)), standardiser(known.map(({ mouth }) => mouth))] as const;
  return shapes.map((shape) => shape && unit([...parts[0](shape.eyes), ...parts[1](shape.mouth)]));
}

/** Subtracts the mean of these and divides by their root mean square distance from it. */
function standardiser(rows: readonly Float32Array[]): (row: Float32Array) => Float32Array {
  const mean = new Float64Array(rows[0]?.length ?? 0);
  for (const row of rows) for (const [k, value] of row.entries()) mean[k]! += value / rows.length;
  const from = (row: Float32Array) => row.map((value, k) => value - mean[k]!);
  const spread = Math.sqrt(rows.reduce((sum, row) => sum + Math.hypot(...from(row)) ** 2 / rows.length, 0)) || 1;
  return (row) => from(row).map((value) => value / spread);
}

function unit(values: readonly number[]): Float32Array {
  const length = Math.hypot(...values) || 1;
  return Float32Array.from(values, (value) => value / length);
}
