/** The morphable head as numbers: parsing, shape names and deformation. Knows no renderer and no file system. */

import { AppError } from '../../src/rpc/appError.ts';

/** Expression shapes that exist once per side, named without their `_L` / `_R`. */
export const SIDED_SHAPES = [
  'PupilDilate',
  'browDown',
  'browInnerUp',
  'browOuterUp',
  'cheekPuff',
  'cheekRaiser',
  'cheekSquint',
  'eyeBlink',
  'eyeLookDown',
  'eyeLookIn',
  'eyeLookOut',
  'eyeLookUp',
  'eyeSquint',
  'eyeWide',
  'mouthDimple',
  'mouthFrown',
  'mouthLowerDown',
  'mouthPress',
  'mouthSmile',
  'mouthStretch',
  'mouthUpperUp',
  'noseSneer',
] as const;

/** Expression shapes that exist once. */
export const MIDDLE_SHAPES = [
  'jawForward',
  'jawLeft',
  'jawOpen',
  'jawRight',
  'mouthClose',
  'mouthFunnel',
  'mouthLeft',
  'mouthPucker',
  'mouthRight',
  'mouthRollLower',
  'mouthRollUpper',
  'mouthShrugLower',
  'mouthShrugUpper',
] as const;

export type SidedShape = (typeof SIDED_SHAPES)[number];
export type MiddleShape = (typeof MIDDLE_SHAPES)[number];
export type Shape = `${SidedShape}_${'L' | 'R'}` | MiddleShape;

/** Strength of expression shapes, 0 to 1 (1 = the sculpted extreme); absent = 0. */
export type ShapeWeights = Partial<Record<Shape, number>>;

export type Material =
  | 'face'
  | 'headNeck'
  | 'mouthSocket'
  | 'eyeSockets'
  | 'gumsTongue'
  | 'teeth'
  | 'scleraL'
  | 'irisL'
  | 'scleraR'
  | 'irisR';

type Block = { offset: number; shape: number[] };

/** ict_compact.json, as far as it is used. */
export type HeadLayout = {
  positions: Block;
  exprDeltas: Block;
  identDeltas: Block;
  faces: Block;
  exprNames: string[];
  exprScale: number[];
  identScale: number[];
  /** First and last vertex of each part. */
  materials: Record<Material, [number, number]>;
};

/** Displacements of all vertices, in steps of `scale` head units (about 0.8 cm each). */
type Morph = { deltas: Int16Array; scale: number };

/** +x is the head's own left, +y up, +z out of the face; one unit is about 0.8 cm. */
export type Head = {
  positions: Float32Array;
  triangles: Uint16Array;
  expressions: Map<string, Morph>;
  identities: Morph[];
  materials: HeadLayout['materials'];
};

export function parseHead(layout: HeadLayout, file: ArrayBuffer): Head {
  const length = ({ shape }: Block) => shape.reduce((product, side) => product * side, 1);
  const morphs = (block: Block, scales: number[]): Morph[] => {
    const size = length(block) / scales.length;
    return scales.map((scale, i) => ({ deltas: new Int16Array(file, block.offset + 2 * i * size, size), scale }));
  };
  const shapes = morphs(layout.exprDeltas, layout.exprScale);
  const expressions = new Map(layout.exprNames.map((name, i) => [name, shapes[i]!]));
  for (const shape of [...SIDED_SHAPES.flatMap((name) => [`${name}_L`, `${name}_R`]), ...MIDDLE_SHAPES]) {
    if (!expressions.has(shape)) throw new AppError('asset', `The head lacks the expression shape ${shape}.`);
  }
  return {
    positions: new Float32Array(file, layout.positions.offset, length(layout.positions)),
    triangles: new Uint16Array(file, layout.faces.offset, length(layout.faces)),
    expressions,
    identities: morphs(layout.identDeltas, layout.identScale),
    materials: layout.materials,
  };
}

/** The neutral face of a person. @param coefficients of the identity modes, in standard deviations */
export function shapePerson(head: Head, coefficients: readonly number[]): Float32Array {
  const vertices = head.positions.slice();
  head.identities.forEach((mode, i) => {
    addMorph(vertices, mode, coefficients[i] ?? 0);
  });
  return vertices;
}

/** Writes a person's vertices with an expression into `out`. */
export function shapeExpression(head: Head, person: Float32Array, weights: ShapeWeights, out: Float32Array): void {
  out.set(person);
  for (const [name, weight] of Object.entries(weights)) addMorph(out, head.expressions.get(name)!, weight);
}

function addMorph(vertices: Float32Array, { deltas, scale }: Morph, weight: number): void {
  if (weight === 0) return;
  const step = weight * scale;
  for (let i = 0; i < vertices.length; i++) vertices[i]! += step * deltas[i]!;
}

/** Vertex indices of a part. */
export function partOf(head: Head, material: Material): number[] {
  const [first, last] = head.materials[material];
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/**
 * Triangles (as a flat index) all of whose corners lie in the given parts.
 * @param touching leave out triangles with no corner in these parts
 */
export function trianglesOf(head: Head, materials: readonly Material[], touching = materials): number[] {
  const within = (parts: readonly Material[]) => (vertex: number) =>
    parts.some((part) => vertex >= head.materials[part][0] && vertex <= head.materials[part][1]);
  const index: number[] = [];
  for (let i = 0; i < head.triangles.length; i += 3) {
    const corners = [head.triangles[i]!, head.triangles[i + 1]!, head.triangles[i + 2]!];
    if (corners.every(within(materials)) && corners.some(within(touching))) index.push(...corners);
  }
  return index;
}
