/** Draws the map on a canvas: samples by shape and colour or as pictures, what is chosen, the lasso, the live face. */

import { VIEWFINDER } from '../viewfinder.ts';
import type { Place } from './lasso.ts';
import type { Size } from './viewport.ts';

/** A sample where it lies on the canvas, px. */
export type Dot = Place & { id: string; colour: string; shape: string };

export type MapDrawing = {
  dots: readonly Dot[];
  selected: ReadonlySet<string>;
  focus: string | null;
  hovered: string | null;
  lasso: readonly Place[];
  /** The chosen face, where it has just been, the oldest first, and where the samples nearest to it lie. */
  live: { trail: readonly Place[]; nearest: readonly Place[] } | null;
  /** Its picture, once it is at hand; null: shapes only. */
  picture: ((id: string) => CanvasImageSource | null) | null;
  /** Side of a picture, px. */
  pictureSide: number;
};

export type Ink = { ink: string; paper: string; signal: string };

const RADIUS = 4.5;

const paths = new Map<string, Path2D>();

export function drawMap(canvas: HTMLCanvasElement, size: Size, ratio: number, drawing: MapDrawing, ink: Ink): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, size.width, size.height);
  const { dots, selected, focus, hovered } = drawing;
  const inView = dots.filter(({ x, y }) => x > -40 && y > -40 && x < size.width + 40 && y < size.height + 40);
  // What is chosen lies on top.
  const rank = ({ id }: Dot) => Number(selected.has(id)) + 2 * Number(id === focus || id === hovered);
  for (const dot of inView.toSorted((a, b) => rank(a) - rank(b))) {
    const image = drawing.picture?.(dot.id) ?? null;
    if (image) drawPicture(context, dot, image, drawing.pictureSide, selected.has(dot.id), ink);
    else drawShape(context, dot, selected.has(dot.id), ratio, ink);
    if (dot.id === focus || dot.id === hovered) ring(context, dot, image ? 0.75 * drawing.pictureSide : 9, ink);
  }
  if (drawing.live) drawLive(context, drawing.live);
  if (drawing.lasso.length > 1) drawLasso(context, drawing.lasso, ink);
}

function drawShape(context: CanvasRenderingContext2D, dot: Dot, chosen: boolean, ratio: number, ink: Ink): void {
  const path = paths.get(dot.shape) ?? new Path2D(dot.shape);
  paths.set(dot.shape, path);
  const radius = chosen ? RADIUS * 1.35 : RADIUS;
  context.save();
  context.setTransform(radius * ratio, 0, 0, radius * ratio, dot.x * ratio, dot.y * ratio);
  context.fillStyle = dot.colour;
  context.fill(path);
  context.lineWidth = (chosen ? 2 : 1) / radius;
  context.strokeStyle = chosen ? ink.ink : ink.paper;
  context.stroke(path);
  context.restore();
}

function drawPicture(
  context: CanvasRenderingContext2D,
  { x, y, colour }: Dot,
  image: CanvasImageSource,
  side: number,
  chosen: boolean,
  ink: Ink,
): void {
  context.save();
  context.beginPath();
  context.roundRect(x - side / 2, y - side / 2, side, side, 5);
  context.lineWidth = chosen ? 7 : 4;
  context.strokeStyle = chosen ? ink.ink : colour;
  context.stroke();
  context.clip();
  context.drawImage(image, x - side / 2, y - side / 2, side, side);
  context.restore();
  if (!chosen) return;
  context.beginPath();
  context.roundRect(x - side / 2, y - side / 2, side, side, 5);
  context.lineWidth = 2;
  context.strokeStyle = colour;
  context.stroke();
}

function ring(context: CanvasRenderingContext2D, { x, y }: Place, radius: number, { ink }: Ink): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.lineWidth = 2;
  context.strokeStyle = ink;
  context.stroke();
}

/** The viewfinder's amber over a dark halo shows on any ground, and no class is drawn so. */
function drawLive(context: CanvasRenderingContext2D, { trail, nearest }: NonNullable<MapDrawing['live']>): void {
  const face = trail.at(-1);
  if (!face) return;
  context.lineWidth = 1.5;
  context.strokeStyle = 'rgb(141 141 134 / 0.8)';
  for (const { x, y } of nearest) {
    context.beginPath();
    context.moveTo(face.x, face.y);
    context.lineTo(x, y);
    context.stroke();
  }
  for (const [i, { x, y }] of trail.entries()) {
    context.beginPath();
    context.arc(x, y, 3, 0, 2 * Math.PI);
    context.fillStyle = `rgb(240 162 2 / ${(0.5 * (i + 1)) / trail.length})`;
    context.fill();
  }
  context.beginPath();
  context.arc(face.x, face.y, 9, 0, 2 * Math.PI);
  context.fillStyle = VIEWFINDER;
  context.fill();
  context.lineWidth = 3;
  context.strokeStyle = '#111110';
  context.stroke();
}

function drawLasso(context: CanvasRenderingContext2D, lasso: readonly Place[], { ink }: Ink): void {
  context.beginPath();
  for (const { x, y } of lasso) context.lineTo(x, y);
  context.closePath();
  context.fillStyle = 'rgb(240 162 2 / 0.14)';
  context.fill();
  context.lineWidth = 1.5;
  context.setLineDash([5, 4]);
  context.strokeStyle = ink;
  context.stroke();
  context.setLineDash([]);
}
