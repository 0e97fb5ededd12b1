/** What the labelled faces of a batch take from each other: a matrix sorted by class, one row for each face that looks. */

import { useMemo } from 'react';
import type { SeenAttention } from '../../train/protocol.ts';
import { useStore } from '../store.ts';
import { attentionWords } from './attentionWords.ts';

/** Of the bars that name the classes, in cells. */
const BAR = 1.5;

export function Attention({ attention }: { attention: SeenAttention }) {
  const { samples, weights } = attention;
  const records = useStore((state) => state.samples);
  const classes = useStore((state) => state.classes);
  const classOf = useMemo(() => {
    const known = new Map(records.map(({ id, classId }) => [id, classId ?? '']));
    return samples.map((sample) => known.get(sample) ?? '');
  }, [records, samples]);
  const words = attentionWords(classOf, attention);
  const count = samples.length;
  const most = useMemo(() => weights.reduce((a, b) => Math.max(a, b), 0), [weights]);
  const shown = classes.filter(({ id }) => classOf.includes(id));
  return (
    <figure className="attention">
      <svg viewBox={`${-BAR} ${-BAR} ${count + BAR} ${count + BAR}`} role="img" aria-label={`Attention: ${words}`}>
        {shown.map(({ id, colour }) => {
          const [first, last] = [classOf.indexOf(id), classOf.lastIndexOf(id)];
          const length = last - first + 1;
          return (
            <g key={id} fill={colour}>
              <rect x={first} y={-BAR} width={length} height={1} />
              <rect x={-BAR} y={first} width={1} height={length} />
            </g>
          );
        })}
        {Array.from(weights, (weight, i) => (
          <rect
            key={i}
            x={i % count}
            y={Math.floor(i / count)}
            width={1}
            height={1}
            fill="currentColor"
            fillOpacity={weight / most}
          />
        ))}
      </svg>
      <figcaption>
        <h3 className="attention-title">Attention among the labelled faces</h3>
        <p>{words}</p>
        <ul className="attention-classes">
          {shown.map(({ id, name, colour }) => (
            <li key={id} className="attention-class">
              <span className="swatch" style={{ background: colour }} aria-hidden="true" />
              {name}
            </li>
          ))}
        </ul>
        <p className="note">
          Each row is a face; the more a cell stands out, the more it takes from the face of that column.
        </p>
      </figcaption>
    </figure>
  );
}
