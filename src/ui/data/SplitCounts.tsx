/** How many labelled faces of each class are learned from, validated on and tested on, and what is missing. */

import { useMemo } from 'react';
import type { Split, SplitPlan } from '../../data/schema.ts';
import { splitOf } from '../../data/split.ts';
import { Notice } from '../parts/Notice.tsx';
import { useStore } from '../store.ts';
import { lacks, tally } from './splitWords.ts';
import { useSamplesLater } from './useSamplesLater.ts';

export const PLACES: { place: Split; label: string }[] = [
  { place: 'train', label: 'Train' },
  { place: 'validation', label: 'Validation' },
  { place: 'test', label: 'Test' },
];

export function SplitCounts({ plan }: { plan: SplitPlan }) {
  const classes = useStore((state) => state.classes);
  const samples = useSamplesLater();
  const rows = useMemo(() => tally(classes, samples, (sample) => splitOf(sample, plan)), [classes, samples, plan]);
  const missing = lacks(rows);
  return (
    <>
      <table className="split-counts">
        <caption className="hidden-visually">Labelled samples of each class in each split</caption>
        <thead>
          <tr>
            <th scope="col">Class</th>
            {PLACES.map(({ place, label }) => (
              <th key={place} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ record, sizes }) => (
            <tr key={record.id} data-off={!record.enabled}>
              <th scope="row">
                <span className="swatch" style={{ background: record.colour }} aria-hidden="true" />
                {record.name}
              </th>
              {PLACES.map(({ place }) => (
                <td key={place} data-none={sizes[place] === 0}>
                  {sizes[place].toLocaleString('en')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {missing.length > 0 && <Notice tone="hint">{missing.join(' ')}</Notice>}
    </>
  );
}
