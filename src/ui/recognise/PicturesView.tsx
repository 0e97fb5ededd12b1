/** What was read of several pictures: a list, of which each line shows its picture on the stage. */

import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { count, percent } from '../parts/words.ts';
import { inked } from './colours.ts';
import {
  type ModelName,
  type Models,
  mainFace,
  type PictureReading,
  type PicturesReading,
  verdictOf,
} from './reading.ts';
import { showListed } from './recognise.ts';
import { useRecognise } from './state.ts';

const ROW_PX = 34;

export function PicturesView({ reading }: { reading: PicturesReading }) {
  const scroller = useRef<HTMLDivElement>(null);
  const model = useRecognise((state) => (state.reading?.models.own ? state.model : 'base'));
  const picture = useRecognise((state) => state.picture);
  const { pictures, models } = reading;
  const rows = useVirtualizer({
    count: pictures.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
  });
  return (
    <div ref={scroller} className="picture-list">
      <ul aria-label="Pictures" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start, size }) => {
          const entry = pictures[index]!;
          return (
            <li
              key={index}
              style={{ top: start, height: size }}
              aria-setsize={pictures.length}
              aria-posinset={index + 1}
            >
              <Line entry={entry} models={models} model={model} chosen={entry.path === picture} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

type LineProps = { entry: PictureReading; models: Models; model: ModelName; chosen: boolean };

function Line({ entry, models, model, chosen }: LineProps) {
  const { path, problem, faces } = entry;
  if (problem !== null) {
    return (
      <div className="picture-line" data-problem="true" title={problem}>
        <span className="picture-path">{path}</span>
        <span className="picture-problem">{problem}</span>
      </div>
    );
  }
  const face = mainFace(faces);
  const verdict = face ? verdictOf(face, model, models.threshold) : null;
  const label = verdict?.label ?? null;
  const named = label === null ? undefined : models[model]?.legend[label];
  return (
    <button type="button" className="picture-line" aria-pressed={chosen} onClick={() => showListed(path)}>
      <span className="picture-path">{path}</span>
      <span className="picture-faces">{faces.length === 0 ? 'No face' : count(faces.length, 'face')}</span>
      <span className="picture-verdict">
        {named && <span className="film-swatch" style={{ background: inked(named.colour) }} aria-hidden="true" />}
        {named?.name ?? (face ? 'Not sure' : '')}
      </span>
      <span className="picture-score">{verdict && label !== null ? percent(verdict.scores[label] ?? 0) : ''}</span>
    </button>
  );
}
