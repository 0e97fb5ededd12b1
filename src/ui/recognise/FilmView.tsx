/** What was read of a video: the timeline, and the scores of the chosen face at the playhead. */

import { Select } from '@radix-ui/themes';
import { useMemo } from 'react';
import { percent } from '../parts/words.ts';
import { inked } from './colours.ts';
import { usePlayhead } from './playhead.ts';
import { type FilmReading, facesSeen, momentAt, verdictOf } from './reading.ts';
import { setRecognise, useRecognise } from './state.ts';
import { Timeline } from './Timeline.tsx';
import { useSameFace } from './useSameFace.ts';

/** Rows of the timeline; further faces are chosen by name. */
const MOST_ROWS = 6;

export function FilmView({ reading }: { reading: FilmReading }) {
  const model = useRecognise((state) => (state.reading?.models.own ? state.model : 'base'));
  const picked = useRecognise((state) => state.face);
  const faces = useMemo(() => facesSeen(reading.moments), [reading]);
  const ids = useMemo(() => faces.map(({ id }) => id), [faces]);
  const face = ids.find((id) => id === picked) ?? ids[0];
  useSameFace(face, ids);
  if (face === undefined) return null;
  const rows = ids.slice(0, MOST_ROWS);
  if (!rows.includes(face)) rows[MOST_ROWS - 1] = face;
  return (
    <div className="film-view">
      <Timeline reading={reading} model={model} face={face} rows={rows.sort((a, b) => a - b)} />
      <div className="film-values">
        {faces.length > MOST_ROWS && <FaceChoice faces={faces} face={face} moments={reading.moments.length} />}
        <Values reading={reading} model={model} face={face} />
      </div>
    </div>
  );
}

type FaceChoiceProps = { faces: { id: number; moments: number }[]; face: number; moments: number };

function FaceChoice({ faces, face, moments }: FaceChoiceProps) {
  return (
    <Select.Root size="1" value={String(face)} onValueChange={(value) => setRecognise({ face: Number(value) })}>
      <Select.Trigger variant="soft" aria-label="Face" />
      <Select.Content position="popper">
        {faces.map(({ id, moments: seen }) => (
          <Select.Item key={id} value={String(id)}>
            Face {id}, in view {percent(seen / moments)} of the time
          </Select.Item>
        ))}
      </Select.Content>
    </Select.Root>
  );
}

type ValuesProps = { reading: FilmReading; model: 'base' | 'own'; face: number };

function Values({ reading, model, face: id }: ValuesProps) {
  const time = usePlayhead();
  const { models, moments, perSecond } = reading;
  const moment = momentAt(moments, time, 2000 / perSecond);
  const face = moment?.faces.find((candidate) => candidate.id === id);
  const verdict = face ? verdictOf(face, model, models.threshold) : null;
  const legend = models[model]?.legend ?? [];
  const label = verdict?.label ?? null;
  return (
    <section aria-label={`Face ${id} at the playhead`}>
      <p className="film-verdict" data-testid="film-verdict" data-unsure={label === null}>
        {!moment ? 'Not read yet' : !face ? 'Not in view' : label === null ? 'Not sure' : legend[label]?.name}
      </p>
      <ul className="film-legend">
        {legend.map(({ name, colour }, i) => (
          <li key={i} data-top={i === label}>
            <span className="film-swatch" style={{ background: inked(colour) }} aria-hidden="true" />
            <span className="film-class">{name}</span>
            <span>{verdict ? percent(verdict.scores[i] ?? 0) : '–'}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
