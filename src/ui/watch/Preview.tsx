/** The preview: what the samples most like the chosen face are labelled, before anything is trained. */

import type { Legend } from '../legend.ts';
import { selectedFace } from '../live/choice.ts';
import type { Verdict } from '../live/smoothing.ts';
import { percent } from '../parts/words.ts';
import { useStore } from '../store.ts';
import { Scores } from './Scores.tsx';

const TITLE = 'Preview from your samples';

/** The verdict and its classes in display order; null while fewer than two classes have samples. */
function usePreview(): { verdict: Verdict | null; legend: Legend; size: number } | null {
  // The trainer may answer by the first of them before it has told how many it knows.
  const size = useStore((state) => state.memory.size);
  const ids = useStore((state) => state.previewClasses);
  const classes = useStore((state) => state.classes);
  const verdict = useStore((state) => selectedFace(state.faces, state)?.nearest ?? null);
  if (ids.length < 2 || size === 0) return null;
  const shown = classes.filter(({ id }) => ids.includes(id));
  const places = shown.map(({ id }) => ids.indexOf(id));
  const label = verdict?.label ?? null;
  return {
    size,
    legend: shown.map(({ name, colour }) => ({ name, colour })),
    verdict: verdict && {
      scores: places.map((place) => verdict.scores[place] ?? 0),
      label: label !== null && places.includes(label) ? places.indexOf(label) : null,
    },
  };
}

/** In the place of the own model, as long as there is none. */
export function Preview({ otherwise }: { otherwise: React.ReactNode }) {
  const preview = usePreview();
  const threshold = useStore((state) => state.capabilities?.base.threshold ?? 1);
  if (!preview) return otherwise;
  const { size, ...shown } = preview;
  return (
    <Scores
      title={TITLE}
      {...shown}
      threshold={threshold}
      coloured
      note={`A guess from the most alike of ${size.toLocaleString('en')} samples. Nothing is trained yet.`}
    />
  );
}

/** One line beneath the models, which opens. */
export function FoldedPreview() {
  const preview = usePreview();
  if (!preview) return null;
  const { verdict, legend, size } = preview;
  const label = verdict?.label ?? null;
  const top = label === null ? null : legend[label];
  return (
    <details className="preview-fold">
      <summary>
        {TITLE}
        <strong>{!verdict ? '–' : top ? `${top.name} ${percent(verdict.scores[label ?? 0] ?? 0)}` : 'Not sure'}</strong>
      </summary>
      <p className="note">
        What the most alike of {size.toLocaleString('en')} samples are labelled. It learns nothing; your model does.
      </p>
      <ul>
        {legend.map(({ name, colour }, i) => (
          <li key={name}>
            <span className="swatch" style={{ background: colour }} />
            {name} {verdict ? percent(verdict.scores[i] ?? 0) : ''}
          </li>
        ))}
      </ul>
    </details>
  );
}
