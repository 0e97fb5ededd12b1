/** Which part of a map is shown and where a point of it lies on the canvas: fit, pan, zoom. Pure. */

import type { Place } from './lasso.ts';

/** Map units at the middle of the canvas, and canvas px per map unit. y goes up on the map and down on the canvas. */
export type Viewport = { x: number; y: number; scale: number };

export type Size = { width: number; height: number };

/** Free px around the outermost points. */
const MARGIN = 28;

/** As far as one may zoom in from the whole, and out. */
const NEAREST = 60;
const FARTHEST = 0.5;

/** The viewport that shows all of these points f32 [n, 2]. */
export function fitted(all: readonly Float32Array[], { width, height }: Size): Viewport {
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const points of all) {
    for (let i = 0; i + 1 < points.length; i += 2) {
      const [x, y] = [points[i] ?? 0, points[i + 1] ?? 0];
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [low, high] = [Math.min(low, y), Math.max(high, y)];
    }
  }
  if (left > right) return { x: 0, y: 0, scale: 1 };
  const room = (px: number, units: number) => Math.max(1, px - 2 * MARGIN) / Math.max(units, 1e-6);
  return {
    x: (left + right) / 2,
    y: (low + high) / 2,
    scale: Math.min(room(width, right - left), room(height, high - low)),
  };
}

export const toCanvas = (view: Viewport, size: Size, x: number, y: number): Place => ({
  x: size.width / 2 + (x - view.x) * view.scale,
  y: size.height / 2 - (y - view.y) * view.scale,
});

/** The nearest place that is within the canvas, `edge` px from its border: for what must not be lost from sight. */
export const keptIn = ({ x, y }: Place, { width, height }: Size, edge: number): Place => ({
  x: Math.min(Math.max(edge, x), Math.max(edge, width - edge)),
  y: Math.min(Math.max(edge, y), Math.max(edge, height - edge)),
});

/** The viewport moved by px of the canvas, as a dragging hand moves the map. */
export const panned = (view: Viewport, dx: number, dy: number): Viewport => ({
  ...view,
  x: view.x - dx / view.scale,
  y: view.y + dy / view.scale,
});

/** Larger by `factor`, while what lies at `around` on the canvas stays there; within limits set by the whole. */
export function zoomed(view: Viewport, whole: Viewport, size: Size, factor: number, around: Place): Viewport {
  const scale = Math.min(NEAREST * whole.scale, Math.max(FARTHEST * whole.scale, view.scale * factor));
  const [dx, dy] = [around.x - size.width / 2, around.y - size.height / 2];
  return { scale, x: view.x + dx / view.scale - dx / scale, y: view.y - dy / view.scale + dy / scale };
}

/** Index of the place nearest to a point of the canvas, within `reach` px; −1 for none. */
export function nearestPlace(places: readonly Place[], { x, y }: Place, reach: number): number {
  let [best, least] = [-1, reach];
  for (const [i, place] of places.entries()) {
    const distance = Math.hypot(place.x - x, place.y - y);
    if (distance <= least) [best, least] = [i, distance];
  }
  return best;
}

const DIRECTIONS: { readonly [key: string]: Place } = {
  ArrowRight: { x: 1, y: 0 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowDown: { x: 0, y: 1 },
  ArrowUp: { x: 0, y: -1 },
};

/**
 * The place that an arrow key leads to: the nearest one that lies more in that direction than across it. @returns null for another key; `from` where nothing lies that way
 */
export function placeTowards(key: string, places: readonly Place[], from: number): number | null {
  const direction = DIRECTIONS[key];
  if (!direction) return null;
  const start = places[from];
  if (!start) return places.length > 0 ? 0 : null;
  let [best, least] = [from, Infinity];
  for (const [i, { x, y }] of places.entries()) {
    const [dx, dy] = [x - start.x, y - start.y];
    const along = dx * direction.x + dy * direction.y;
    const across = Math.abs(dx * direction.y) + Math.abs(dy * direction.x);
    if (i === from || along <= 0 || across > along) continue;
    const distance = Math.hypot(dx, dy);
    if (distance < least) [best, least] = [i, distance];
  }
  return best;
}
