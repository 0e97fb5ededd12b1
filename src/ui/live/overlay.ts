/** Draws the faces over the stage: viewfinder corners, ids, the leading expression of each model. Knows no store. */

import type { Box } from '../../math/box.ts';
import type { Legend } from '../legend.ts';
import { VIEWFINDER } from '../viewfinder.ts';
import { captionPlace, type Size } from './captionPlace.ts';
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

/** @param status where the stage says what it shows: no caption goes there. @param pixelRatio device pixels per stage px */
export function drawOverlay(
  canvas: HTMLCanvasElement,
  faces: LiveFace[],
  style: OverlayStyle,
  stage: Size,
  status: Box,
  pixelRatio: number,
): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const width = Math.round(stage.width * pixelRatio);
  const height = Math.round(stage.height * pixelRatio);
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.clearRect(0, 0, stage.width, stage.height);
  // The selected face comes first: its caption gets the best place.
  const inOrder = [...faces].sort((a, b) => Number(b.id === style.selected) - Number(a.id === style.selected));
  const boxes = inOrder.map((face) => toStage(style.fit, style.smooth ? face.smoothBox : face.box));
  const captioned = [status];
  for (const [i, face] of inOrder.entries()) {
    const box = boxes[i]!;
    corners(context, box, face.id === style.selected);
    const brief = stage.width < ROOMY_PX && faces.length > 2;
    const low = brief && stage.height < LOW_PX;
    const lines = captions(face, faces.length > 1, brief && face.id !== style.selected, low, style);
    if (lines.length === 0) continue;
    const fontPx = brief ? 11 : 13;
    const hiding = { captions: captioned, otherFaces: boxes.filter((other) => other !== box) };
    const place = captionPlace(box, plateSize(context, lines, fontPx), stage, hiding);
    plate(context, place, lines, fontPx);
    captioned.push(place);
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
    // Where there is hardly room, a number alone says that nothing is sure.
    if (label === null) return low && brief ? null : { text: 'Not sure', colour: null };
    const entry = legend[label];
    if (!entry) return null;
    const score = brief ? '' : ` ${Math.round((scores[label] ?? 0) * 100)} %`;
    return { text: `${entry.name}${score}`, colour: entry.colour };
  };
  // Of two models the user's own says what the page was opened for.
  const asked = low && face.own ? [say(face.own, own)] : [say(face.base, base), say(face.own, own)];
  const lines = asked.filter((line) => line !== null);
  const first = lines[0];
  if (numbered) {
    if (first) lines[0] = { ...first, text: `${face.id}  ${first.text}` };
    else lines.push({ text: `${face.id}`, colour: null });
  }
  return lines;
}

const lineHeight = (fontPx: number): number => Math.round(fontPx * LINE_HEIGHT);

/** Room for the models' dots, where there is more than one line, px. */
const dotWidth = (lines: Caption[]): number => (lines.length > 1 ? 14 : 0);

function plateSize(context: CanvasRenderingContext2D, lines: Caption[], fontPx: number): Size {
  context.font = font(fontPx);
  const width = Math.max(...lines.map(({ text }) => context.measureText(text).width)) + 2 * PADDING_PX;
  return { width: width + dotWidth(lines), height: lines.length * lineHeight(fontPx) + 6 };
}

function plate(
  context: CanvasRenderingContext2D,
  { x, y, width, height }: Box,
  lines: Caption[],
  fontPx: number,
): void {
  const dot = dotWidth(lines);
  context.font = font(fontPx);
  context.fillStyle = 'rgb(17 17 16 / 0.82)';
  context.beginPath();
  context.roundRect(x, y, width, height, 6);
  context.fill();
  context.textBaseline = 'middle';
  lines.forEach(({ text, colour }, i) => {
    const middle = y + 3 + (i + 0.5) * lineHeight(fontPx);
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

const font = (px: number): string => `600 ${px}px system-ui, sans-serif`;
