/** Draws faces into the plane of valence and arousal: a dot for each, with where it came from. Knows no store. */

import { type Affect, placeOf } from '../guided/pad.ts';
import { type Moment, TRAIL_MS } from '../live/trail.ts';

export type DrawnFace = { id: number; moments: Moment[]; selected: boolean };

/** `trails`: not where motion is to be reduced. */
export type AffectStyle = { smooth: boolean; trails: boolean };

const DOT_PX = 6;
const TRAIL_PX = 3;

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
  const [ink, paper, signal] = ['--gray-12', '--surface', '--signal'].map((name) => theme.getPropertyValue(name));
  context.lineCap = 'round';
  for (const { id, moments, selected } of [...faces].sort((a, b) => Number(a.selected) - Number(b.selected))) {
    const latest = moments.at(-1);
    if (!latest) continue;
    const at = (moment: Moment) => pointOf(smooth ? moment.steady : moment.raw, side);
    const colour = selected ? (signal ?? '') : (paper ?? '');
    if (trails) {
      context.strokeStyle = selected ? theme.getPropertyValue('--signal-line') : (ink ?? '');
      trail(
        context,
        moments.map((moment) => ({ ...at(moment), fresh: 1 - (latest.time - moment.time) / TRAIL_MS })),
      );
    }
    const { x, y } = at(latest);
    context.beginPath();
    context.arc(x, y, DOT_PX, 0, 2 * Math.PI);
    context.fillStyle = colour;
    context.fill();
    context.lineWidth = 1.5;
    context.strokeStyle = ink ?? '';
    context.stroke();
    if (faces.length > 1) number(context, `${id}`, x, y, side, ink ?? '');
  }
}

/** Thinner and fainter the longer ago. */
function trail(context: CanvasRenderingContext2D, points: { x: number; y: number; fresh: number }[]): void {
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

/** Beside the dot, on the side with more room. */
function number(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  side: number,
  ink: string,
): void {
  const right = x < side / 2;
  context.font = '600 11px system-ui, sans-serif';
  context.textBaseline = 'middle';
  context.textAlign = right ? 'left' : 'right';
  context.fillStyle = ink;
  context.fillText(text, x + (right ? 1 : -1) * (DOT_PX + 3), y);
}

/** Within the plane, the whole dot of it: a reading beyond ±1 is at the edge. */
function pointOf(affect: Affect, side: number): { x: number; y: number } {
  const { x, y } = placeOf(affect);
  const within = (share: number) => Math.min(side - DOT_PX - 1, Math.max(DOT_PX + 1, share * side));
  return { x: within(x), y: within(y) };
}
