/** When one face is in view and what it shows, as a strip of the classes' colours; its number chooses it. */

import { useEffect, useRef } from 'react';
import { useStore } from '../store.ts';
import { resolved } from './colours.ts';
import { type FilmReading, type ModelName, stretches } from './reading.ts';

type Props = { reading: FilmReading; model: ModelName; face: number; chosen: boolean; onChoose: () => void };

export function FaceRow({ reading, model, face, chosen, onChoose }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useStore((state) => state.theme);

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const observer = new ResizeObserver(() => drawStrip(element, reading, model, face));
    observer.observe(element);
    return () => observer.disconnect();
  }, [reading, model, face, theme]);

  return (
    <div className="face-row">
      <button type="button" aria-label={`Face ${face}`} aria-pressed={chosen} onClick={onChoose}>
        {face}
      </button>
      <canvas ref={canvas} role="img" aria-label={`What face ${face} shows over the video`} />
    </div>
  );
}

function drawStrip(canvas: HTMLCanvasElement, reading: FilmReading, model: ModelName, face: number): void {
  const { models, moments, duration, perSecond } = reading;
  const width = Math.round(canvas.clientWidth * devicePixelRatio);
  const height = Math.round(canvas.clientHeight * devicePixelRatio);
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d');
  if (!context) return;
  const legend = (models[model]?.legend ?? []).map(({ colour }) => resolved(colour, canvas));
  const unsure = getComputedStyle(canvas).getPropertyValue('--gray-9');
  for (const { from, to, label } of stretches(moments, face, model, models.threshold, 1000 / perSecond)) {
    const left = (from / duration) * width;
    // What is too short for a pixel is still shown; what nobody is sure of is a thin line, in no class's colour.
    const long = Math.max(1, (to / duration) * width - left);
    const tall = label === null ? Math.round(height / 4) : height;
    context.fillStyle = (label === null ? undefined : legend[label]) ?? unsure;
    context.fillRect(left, (height - tall) / 2, long, tall);
  }
}
