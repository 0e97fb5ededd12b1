/** Draws the faces over the stage: viewfinder corners, ids, the leading expression of each model. Knows no store. */

import { type Box, overlap } from '../../math/box.ts';
import type { Legend } from '../legend.ts';
import { VIEWFINDER } from '../viewfinder.ts';
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

/** A stage narrower than this has no room for every caption in full once there are three faces. */
const ROOMY_PX = 520;
/** A stage lower than this has room for one line a face. */
const LOW_PX = 200;
const LINE_HEIGHT = 1.5;
const PADDING_PX = 7;
const GAP_PX = 8;

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
  const taken: Box[] = [];
  // The selected face comes first: its caption gets the best place.
  for (const face of [...faces].sort((a, b) => Number(b.id === style.selected) - Number(a.id === style.selected))) {
    const box = toStage(style.fit, style.smooth ? face.smoothBox : face.box);
    corners(context, box, face.id === style.selected);
    const brief = stage.width < ROOMY_PX && faces.length > 2;
    const low = brief && stage.height < LOW_PX;
    const lines = captions(face, faces.length > 1, brief && face.id !== style.selected, low, style);
    if (lines.length > 0) taken.push(plate(context, box, lines, stage, brief ? 11 : 13, taken));
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

function captions(
  face: LiveFace,
  numbered: boolean,
  brief: boolean,
  low: boolean,
  { smooth, base, own }: OverlayStyle,
): Caption[] {
  const say = (verdicts: { raw: Verdict; steady: Verdict } | null, legend: Legend | null): Caption | null => {
    if (!verdicts || !legend) return null;
    const { label, scores } = smooth ? verdicts.steady : verdicts.raw;
    if (label === null) return { text: 'Not sure', colour: null };
    const entry = legend[label];
    if (!entry) return null;
    const score = brief ? '' : ` ${Math.round((scores[label] ?? 0) * 100)} %`;
    return { text: `${entry.name}${score}`, colour: entry.colour };
  };
  const both = [say(face.base, base), say(face.own, own)].filter((line) => line !== null);
  // Of two models the user's own says what the page was opened for.
  const lines = low ? both.slice(-1) : both;
  const first = lines[0];
  if (numbered) {
    if (first) lines[0] = { ...first, text: `${face.id}  ${first.text}` };
    else lines.push({ text: `${face.id}`, colour: null });
  }
  return lines;
}

/** Draws the caption of a box at the first place that is free of others. @returns that place */
function plate(
  context: CanvasRenderingContext2D,
  box: Box,
  lines: Caption[],
  stage: { width: number; height: number },
  fontPx: number,
  taken: Box[],
): Box {
  context.font = `600 ${fontPx}px system-ui, sans-serif`;
  const line = Math.round(fontPx * LINE_HEIGHT);
  const dot = lines.length > 1 ? 14 : 0;
  const width = Math.max(...lines.map(({ text }) => context.measureText(text).width)) + 2 * PADDING_PX + dot;
  const height = lines.length * line + 6;
  const { x, y } = freePlace(box, { width, height }, stage, taken);
  context.fillStyle = 'rgb(17 17 16 / 0.82)';
  context.beginPath();
  context.roundRect(x, y, width, height, 6);
  context.fill();
  context.textBaseline = 'middle';
  lines.forEach(({ text, colour }, i) => {
    const middle = y + 3 + (i + 0.5) * line;
    if (dot > 0) {
      context.fillStyle = colour ?? 'rgb(255 255 255 / 0.35)';
      context.beginPath();
      context.arc(x + PADDING_PX + 4, middle, 4, 0, 2 * Math.PI);
      context.fill();
    }
    context.fillStyle = '#fff';
    context.fillText(text, x + PADDING_PX + dot, middle + 0.5);
  });
  return { x, y, width, height };
}

/** Under the box, over it, or further from it, inside the stage; under it if there is no free place. */
function freePlace(
  box: Box,
  { width, height }: { width: number; height: number },
  stage: { width: number; height: number },
  taken: Box[],
): { x: number; y: number } {
  const x = Math.min(Math.max(4, box.x + box.width / 2 - width / 2), stage.width - width - 4);
  const below = box.y + box.height + GAP_PX;
  const above = box.y - GAP_PX - height;
  const fits = (y: number) =>
    y >= 4 && y + height <= stage.height - 4 && taken.every((other) => overlap({ x, y, width, height }, other) === 0);
  const y = [below, above, below + height + 3, above - height - 3].find(fits);
  return { x, y: y ?? Math.min(below, stage.height - height - 4) };
}
