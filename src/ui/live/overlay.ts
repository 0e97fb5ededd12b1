/** Draws the faces over the stage: viewfinder corners, ids, the leading expression of each model. Knows no store. */

import type { Box } from '../../math/box.ts';
import type { Legend } from '../legend.ts';
import { VIEWFINDER } from '../palette.ts';
import { type Fit, toStage } from './fit.ts';
import type { Verdict } from './smoothing.ts';
import type { LiveFace } from './view.ts';

export type OverlayStyle = {
  fit: Fit;
  selected: number | undefined;
  smooth: boolean;
  base: Legend;
  own: Legend | null;
};

const FONT = '600 13px system-ui, sans-serif';
const LINE_PX = 20;
const PADDING_PX = 7;

/** @param pixelRatio device pixels per stage px */
export function drawOverlay(
  canvas: HTMLCanvasElement,
  faces: LiveFace[],
  style: OverlayStyle,
  stage: { width: number; height: number },
  pixelRatio: number,
): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const width = Math.round(stage.width * pixelRatio);
  const height = Math.round(stage.height * pixelRatio);
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.clearRect(0, 0, stage.width, stage.height);
  for (const face of faces) {
    const box = toStage(style.fit, style.smooth ? face.smoothBox : face.box);
    corners(context, box, face.id === style.selected);
    const lines = captions(face, faces.length > 1, style);
    if (lines.length > 0) plate(context, box, lines, stage);
  }
}

/** The four corners of a viewfinder: they frame the face and leave it visible. */
function corners(context: CanvasRenderingContext2D, { x, y, width, height }: Box, selected: boolean): void {
  const arm = Math.min(width, height) * 0.22;
  const radius = Math.min(10, arm / 2);
  const path = new Path2D();
  for (const [cornerX, cornerY, toX, toY] of [
    [x, y, 1, 1],
    [x + width, y, -1, 1],
    [x + width, y + height, -1, -1],
    [x, y + height, 1, -1],
  ] as const) {
    path.moveTo(cornerX, cornerY + toY * arm);
    path.arcTo(cornerX, cornerY, cornerX + toX * arm, cornerY, radius);
    path.lineTo(cornerX + toX * arm, cornerY);
  }
  context.lineCap = 'round';
  context.strokeStyle = 'rgb(0 0 0 / 0.45)';
  context.lineWidth = selected ? 6 : 4.5;
  context.stroke(path);
  context.strokeStyle = selected ? VIEWFINDER : 'rgb(255 255 255 / 0.92)';
  context.lineWidth = selected ? 3 : 2;
  context.stroke(path);
}

type Caption = { text: string; colour: string | null };

function captions(face: LiveFace, numbered: boolean, { smooth, base, own }: OverlayStyle): Caption[] {
  const say = (verdicts: { raw: Verdict; steady: Verdict } | null, legend: Legend | null): Caption | null => {
    if (!verdicts || !legend) return null;
    const { label, scores } = smooth ? verdicts.steady : verdicts.raw;
    if (label === null) return { text: 'Not sure', colour: null };
    const entry = legend[label];
    return entry ? { text: `${entry.name} ${Math.round((scores[label] ?? 0) * 100)} %`, colour: entry.colour } : null;
  };
  const lines = [say(face.base, base), say(face.own, own)].filter((line) => line !== null);
  const first = lines[0];
  if (numbered) {
    if (first) lines[0] = { ...first, text: `${face.id}  ${first.text}` };
    else lines.push({ text: `${face.id}`, colour: null });
  }
  return lines;
}

/** The caption under a box, or above it where there is no room; never outside the stage. */
function plate(
  context: CanvasRenderingContext2D,
  box: Box,
  lines: Caption[],
  stage: { width: number; height: number },
): void {
  context.font = FONT;
  const dot = lines.length > 1 ? 14 : 0;
  const width = Math.max(...lines.map(({ text }) => context.measureText(text).width)) + 2 * PADDING_PX + dot;
  const height = lines.length * LINE_PX + 6;
  const below = box.y + box.height + 8;
  const y = below + height <= stage.height ? below : Math.max(4, box.y - height - 8);
  const x = Math.min(Math.max(4, box.x + box.width / 2 - width / 2), stage.width - width - 4);
  context.fillStyle = 'rgb(17 17 16 / 0.82)';
  context.beginPath();
  context.roundRect(x, y, width, height, 6);
  context.fill();
  context.textBaseline = 'middle';
  lines.forEach(({ text, colour }, i) => {
    const middle = y + 3 + (i + 0.5) * LINE_PX;
    if (dot > 0) {
      context.fillStyle = colour ?? 'rgb(255 255 255 / 0.35)';
      context.beginPath();
      context.arc(x + PADDING_PX + 4, middle, 4, 0, 2 * Math.PI);
      context.fill();
    }
    context.fillStyle = '#fff';
    context.fillText(text, x + PADDING_PX + dot, middle + 0.5);
  });
}
