/** Draws faces into the plane of valence and arousal: a dot for each, with where it came from. Knows no store. */

import { type Affect, placeOf } from '../guided/pad.ts';
import { type Moment, TRAIL_MS } from '../live/trail.ts';

export type DrawnFace = { id: number; moments: Moment[]; selected: boolean };

/** `trails`: not where motion is to be reduced. */
export type AffectStyle = { smooth: boolean; trails: boolean };

/** Radius of the one dot there is, and of several, which hold their faces' numbers. */
const DOT_PX = 6;
const NUMBERED_PX = 8;

const TRAIL_PX = 3;

/** The signal colour is light in both themes. */
const INK_ON_SIGNAL = '#21201c';

/** The selected face comes last, over the others. Colours are the theme's, as the canvas has them. */
export function drawAffect(canvas: HTMLCanvasElement, faces: DrawnFace[], { smooth, trails }: AffectStyle): void {
  const context = canvas.getContext('2d');
  const side = canvas.clientWidth;
  if (!context || side === 0) return;
  const pixels = Math.round(side * devicePixelRatio);
  if (canvas.width !== pixels) Object.assign(canvas, { width: pixels, height: pixels });
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  context.clearRect(0, 0, side, side);
  const theme = getComputedStyle(canvas);
  const colour = (name: string) => theme.getPropertyValue(name);
  const radius = faces.length > 1 ? NUMBERED_PX : DOT_PX;
  for (const { id, moments, selected } of [...faces].sort((a, b) => Number(a.selected) - Number(b.selected))) {
    const latest = moments.at(-1);
    if (!latest) continue;
    const at = (moment: Moment) => pointOf(smooth ? moment.steady : moment.raw, side, radius);
    if (trails) {
      context.strokeStyle = colour(selected ? '--signal-line' : '--gray-12');
      trail(
        context,
        moments.map((moment) => ({ ...at(moment), fresh: 1 - (latest.time - moment.time) / TRAIL_MS })),
      );
    }
    const { x, y } = at(latest);
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = colour(selected ? '--signal' : '--surface');
    context.fill();
    context.lineWidth = 1.5;
    context.strokeStyle = colour('--gray-12');
    context.stroke();
    if (faces.length > 1) number(context, `${id}`, x, y, selected ? INK_ON_SIGNAL : colour('--gray-12'));
  }
}

/** Thinner and fainter the longer ago. */
function trail(context: CanvasRenderingContext2D, points: { x: number; y: number; fresh: number }[]): void {
  context.lineCap = 'round';
  for (const [i, to] of points.entries()) {
    const from = points[i - 1];
    if (!from) continue;
    context.globalAlpha = 0.7 * Math.max(0, to.fresh);
    context.lineWidth = Math.max(0.5, TRAIL_PX * to.fresh);
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    context.stroke();
  }
  context.globalAlpha = 1;
}

function number(context: CanvasRenderingContext2D, text: string, x: number, y: number, ink: string): void {
  context.font = '600 10.5px system-ui, sans-serif';
  context.textBaseline = 'middle';
  context.textAlign = 'center';
  context.fillStyle = ink;
  context.fillText(text, x, y + 0.5);
}

/** Within the plane, the whole dot of it: a reading beyond ±1 is at the edge. */
function pointOf(affect: Affect, side: number, radius: number): { x: number; y: number } {
  const { x, y } = placeOf(affect);
  const within = (share: number) => Math.min(side - radius - 1, Math.max(radius + 1, share * side));
  return { x: within(x), y: within(y) };
}
