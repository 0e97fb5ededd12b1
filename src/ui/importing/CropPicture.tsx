/** A picture with a square over it: dragged, pulled at its corners, or moved by keys. Shows what the model would see. */

import { useEffect, useRef } from 'react';
import type { Square } from '../../vision/protocol.ts';
import { cropSide } from '../session.ts';
import { announce } from '../store.ts';
import { type Corner, moved, pulled, scaled } from './square.ts';

type Props = {
  bitmap: ImageBitmap;
  square: Square;
  onSquare: (square: Square) => void;
  onTake: () => void;
};

const CORNERS: Corner[] = [
  { x: -1, y: -1 },
  { x: 1, y: -1 },
  { x: -1, y: 1 },
  { x: 1, y: 1 },
];

/** A key moves by this part of the square's side; with Shift by one px. */
const STEP = 0.05;
const GROWTH = 1.08;

export function CropPicture({ bitmap, square, onSquare, onTake }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const picture = useRef<HTMLCanvasElement>(null);
  const drag = useRef<{ corner: Corner | null; from: { x: number; y: number }; square: Square } | null>(null);
  const { width, height } = bitmap;

  useEffect(() => {
    picture.current?.getContext('2d')?.drawImage(bitmap, 0, 0);
    frame.current?.querySelector<HTMLElement>('.crop-square')?.focus();
  }, [bitmap]);

  const pointOf = ({ clientX, clientY }: React.PointerEvent) => {
    const { left, top, width: shown } = frame.current?.getBoundingClientRect() ?? { left: 0, top: 0, width: 1 };
    return { x: ((clientX - left) * width) / shown, y: ((clientY - top) * width) / shown };
  };
  const grab = (event: React.PointerEvent, corner: Corner | null) => {
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { corner, from: pointOf(event), square };
  };
  const pull = (event: React.PointerEvent) => {
    if (!drag.current) return;
    const { corner, from, square: start } = drag.current;
    const to = pointOf(event);
    onSquare(corner ? pulled(start, corner, to, bitmap) : moved(start, to.x - from.x, to.y - from.y, bitmap));
  };
  const release = () => {
    drag.current = null;
  };

  const byKey = (event: React.KeyboardEvent) => {
    const step = event.shiftKey ? 1 : Math.max(1, square.side * STEP);
    const changes: Record<string, () => Square> = {
      ArrowLeft: () => moved(square, -step, 0, bitmap),
      ArrowRight: () => moved(square, step, 0, bitmap),
      ArrowUp: () => moved(square, 0, -step, bitmap),
      ArrowDown: () => moved(square, 0, step, bitmap),
      '+': () => scaled(square, GROWTH, bitmap),
      '=': () => scaled(square, GROWTH, bitmap),
      '-': () => scaled(square, 1 / GROWTH, bitmap),
    };
    const change = changes[event.key];
    if (event.key === 'Enter') {
      if (!event.repeat) onTake();
    } else if (change) onSquare(change());
    else return;
    event.preventDefault();
  };

  const place = {
    left: `${(100 * square.x) / width}%`,
    top: `${(100 * square.y) / height}%`,
    width: `${(100 * square.side) / width}%`,
  };
  return (
    <div className="crop-row">
      <div ref={frame} className="crop-frame" style={{ '--aspect': width / height } as React.CSSProperties}>
        <canvas
          ref={picture}
          width={width}
          height={height}
          role="img"
          aria-label={`Picture, ${width} by ${height} pixels`}
        />
        <div
          className="crop-square"
          role="application"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the square is moved by keys
          tabIndex={0}
          aria-label="Square around the face"
          aria-describedby="crop-keys"
          style={place}
          onKeyDown={byKey}
          onKeyUp={() => announce(spoken(square))}
          onPointerDown={(event) => grab(event, null)}
          onPointerMove={pull}
          onPointerUp={release}
          onPointerCancel={release}
        >
          {CORNERS.map((corner) => (
            <span
              key={`${corner.x} ${corner.y}`}
              className="crop-corner"
              data-x={corner.x}
              data-y={corner.y}
              onPointerDown={(event) => grab(event, corner)}
            />
          ))}
        </div>
      </div>
      <div className="crop-side">
        <Preview bitmap={bitmap} square={square} />
        <p className="note" id="crop-keys">
          From the brows to the chin. Arrows move, + and − resize, Enter keeps, Esc leaves.
        </p>
      </div>
    </div>
  );
}

function Preview({ bitmap, square: { x, y, side } }: { bitmap: ImageBitmap; square: Square }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pixels = cropSide();
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    context.filter = 'grayscale(1)';
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, x, y, side, side, 0, 0, pixels, pixels);
  }, [bitmap, x, y, side, pixels]);
  return (
    <canvas
      ref={canvas}
      width={pixels}
      height={pixels}
      className="crop-preview"
      role="img"
      aria-label="What the model would see"
    />
  );
}

const spoken = ({ x, y, side }: Square): string =>
  `${Math.round(side)} pixels wide, ${Math.round(x)} from the left, ${Math.round(y)} from the top.`;
