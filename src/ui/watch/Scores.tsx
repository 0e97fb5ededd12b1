/** One model's verdict on one face: the leading expression and a bar for every class. */

import { POOR_RECALL } from '../about/AboutDialog.tsx';
import type { Legend } from '../legend.ts';
import type { Verdict } from '../live/smoothing.ts';
import { percent } from '../parts/words.ts';

type Props = {
  title: string;
  verdict: Verdict | null;
  legend: Legend;
  /** How often each class is found on the test set; the poor ones are marked. */
  recalls?: number[] | undefined;
  /** Scores under this are not believed: marked on every bar. */
  threshold: number;
  /** Bars in the classes' own colours. */
  coloured?: boolean;
  /** A line beneath the bars. */
  note?: string;
};

export function Scores({ title, verdict, legend, recalls, threshold, coloured = false, note }: Props) {
  const label = verdict?.label ?? null;
  return (
    <section className="scores" aria-label={title}>
      <h3>{title}</h3>
      <p className="verdict" data-testid="verdict" data-unsure={label === null}>
        {verdict === null ? '–' : label === null ? 'Not sure' : legend[label]?.name}
      </p>
      <div className="bars" style={{ '--threshold': threshold } as React.CSSProperties}>
        {legend.map(({ name, colour }, i) => {
          const score = verdict?.scores[i] ?? 0;
          const recall = recalls?.[i];
          return (
            <div key={i} className="bar" data-top={i === label}>
              <span className="bar-name" aria-hidden="true">
                {name}
                {recall !== undefined && recall < POOR_RECALL && (
                  <abbr title={`Often missed: it finds ${percent(recall)} of these on its test set`}>*</abbr>
                )}
              </span>
              {/* biome-ignore lint/a11y/useSemanticElements: a <meter> cannot be drawn alike in all browsers */}
              <span
                className="bar-track"
                role="meter"
                aria-label={name}
                aria-valuemin={0}
                aria-valuemax={100}
                aria-valuenow={Math.round(score * 100)}
                aria-valuetext={percent(score)}
              >
                <span
                  className="bar-fill"
                  style={{ transform: `scaleX(${score})`, ...(coloured && { background: colour }) }}
                />
              </span>
              <span className="bar-value" aria-hidden="true">
                {verdict === null ? '' : percent(score)}
              </span>
            </div>
          );
        })}
      </div>
      {note && <p className="note scores-note">{note}</p>}
    </section>
  );
}
