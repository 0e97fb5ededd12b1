/** A shape for every class beside its colour, so that nobody needs colours to tell them apart. Knows no canvas. */

/** Paths about the origin of much the same area, in units of the radius. */
const SHAPES = [
  'M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z',
  'M-.88-.88H.88V.88H-.88Z',
  'M0-1.2L1.15.85H-1.15Z',
  'M0-1.3L1.15 0L0 1.3L-1.15 0Z',
  'M0 1.2L-1.15-.85H1.15Z',
  'M-.4-1.15H.4V-.4H1.15V.4H.4V1.15H-.4V.4H-1.15V-.4H-.4Z',
  'M0-1.1L1.05-.34L.65.89H-.65L-1.05-.34Z',
  'M-1.1-.62L-.62-1.1L0-.48L.62-1.1L1.1-.62L.48 0L1.1.62L.62 1.1L0 .48L-.62 1.1L-1.1.62L-.48 0Z',
] as const;

/** The shape of the class at this place of the user's order; −1 (no class) has a ring of its own. */
export function shapeOf(place: number): string {
  return SHAPES[Math.max(0, place) % SHAPES.length] ?? SHAPES[0];
}
