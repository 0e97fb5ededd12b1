/** The stage in small beside the map, and what the model sees of it: one sees oneself move as the dot moves. */

import { Button } from '@radix-ui/themes';
import { useEffect, useRef } from 'react';
import { contain, toStage } from '../live/fit.ts';
import { followStage, stageElements } from '../live/stage.ts';
import type { LiveFace } from '../live/view.ts';
import { drawGrey } from '../parts/drawGrey.ts';
import { showClip } from '../sources/clip.ts';
import { getState, setState, useStore } from '../store.ts';
import { VIEWFINDER } from '../viewfinder.ts';

/** The canvas, px; twice as many as are shown on most screens. */
const SIZE = { width: 480, height: 270 };

export function LivePreview() {
  const stage = useRef<HTMLCanvasElement>(null);
  const crop = useRef<HTMLCanvasElement>(null);
  const source = useStore((state) => state.source !== null);
  useEffect(() => {
    if (!source) return;
    return followStage((face) => {
      if (stage.current) drawStage(stage.current, face);
      if (crop.current) drawGrey(crop.current, face?.crop ?? null);
    });
  }, [source]);
  return (
    <section className="panel live-preview" aria-label="Live preview">
      {source ? (
        <>
          <canvas ref={stage} {...SIZE} role="img" aria-label="The live view, in small" />
          <canvas ref={crop} width={48} height={48} role="img" aria-label="The crop that the model sees" />
        </>
      ) : (
        <div className="live-preview-empty">
          <p>Show a face, and it moves over the map as a dot.</p>
          <Button size="2" onClick={() => setState({ dialog: 'camera' })}>
            Camera
          </Button>
          <Button size="2" variant="soft" onClick={() => void showClip()}>
            Sample clip
          </Button>
        </div>
      )}
    </section>
  );
}

function drawStage(canvas: HTMLCanvasElement, face: LiveFace | undefined): void {
  const context = canvas.getContext('2d');
  const { source, mirror } = getState();
  if (!context || !source) return;
  const { video, picture } = stageElements();
  const from = source.kind === 'picture' ? picture : video;
  const { width, height } = source;
  const fit = contain({ width, height }, SIZE, source.kind === 'camera' && mirror);
  context.clearRect(0, 0, SIZE.width, SIZE.height);
  context.save();
  if (fit.mirrored) {
    context.translate(SIZE.width, 0);
    context.scale(-1, 1);
  }
  context.drawImage(from, fit.left, fit.top, width * fit.scale, height * fit.scale);
  context.restore();
  if (!face) return;
  const box = toStage(fit, face.smoothBox);
  context.strokeStyle = VIEWFINDER;
  context.lineWidth = 4;
  context.strokeRect(box.x, box.y, box.width, box.height);
}
