/** A video's time from left to right: the chosen face's scores, a row for each face, and the playhead to move. */

import { useRef } from 'react';
import { FaceRow } from './FaceRow.tsx';
import { playhead, seek, useMoving } from './playhead.ts';
import type { FilmReading, ModelName } from './reading.ts';
import { ScoreChart } from './ScoreChart.tsx';
import { setRecognise } from './state.ts';

type Props = { reading: FilmReading; model: ModelName; face: number; rows: number[] };

export function Timeline({ reading, model, face, rows }: Props) {
  return (
    <div className="timeline">
      <ScoreChart reading={reading} model={model} face={face} />
      <fieldset className="face-rows">
        <legend className="hidden-visually">Face</legend>
        {rows.map((id) => (
          <FaceRow
            key={id}
            reading={reading}
            model={model}
            face={id}
            chosen={id === face}
            onChoose={() => setRecognise({ face: id })}
          />
        ))}
      </fieldset>
      <Scrubber duration={reading.duration} step={1000 / reading.perSecond} />
    </div>
  );
}

/** Lies over the whole timeline. @param step ms that an arrow key moves the playhead by */
function Scrubber({ duration, step }: { duration: number; step: number }) {
  const box = useRef<HTMLDivElement>(null);
  const line = useRef<HTMLDivElement>(null);
  useMoving((time) => {
    const seconds = (ms: number) => (ms / 1000).toFixed(1);
    if (line.current) line.current.style.left = `${(100 * Math.min(time, duration)) / Math.max(1, duration)}%`;
    box.current?.setAttribute('aria-valuenow', seconds(time));
    box.current?.setAttribute('aria-valuetext', `${seconds(time)} of ${seconds(duration)} seconds`);
  });
  const go = (time: number) => seek(Math.min(Math.max(0, time), Math.max(0, duration - 1)));
  const moves: Record<string, () => number> = {
    ArrowRight: () => playhead() + step,
    ArrowUp: () => playhead() + step,
    ArrowLeft: () => playhead() - step,
    ArrowDown: () => playhead() - step,
    PageUp: () => playhead() + duration / 10,
    PageDown: () => playhead() - duration / 10,
    Home: () => 0,
    End: () => duration,
  };
  const follow = ({ clientX, currentTarget }: React.PointerEvent) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    go(((clientX - left) / width) * duration);
  };
  return (
    <div
      ref={box}
      className="scrubber"
      role="slider"
      tabIndex={0}
      aria-label="Time in the video"
      aria-valuemin={0}
      aria-valuemax={Number((duration / 1000).toFixed(1))}
      aria-valuenow={0}
      onKeyDown={(event) => {
        const move = moves[event.key];
        if (!move) return;
        event.preventDefault();
        go(move());
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        follow(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) follow(event);
      }}
    >
      <div ref={line} className="playhead" />
    </div>
  );
}
