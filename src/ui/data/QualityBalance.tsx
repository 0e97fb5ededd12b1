/** Bars of the classes' samples, one part a split; each opens its samples. */

import { useMemo } from 'react';
import type { Split } from '../../data/schema.ts';
import { count } from '../parts/words.ts';
import { useStore } from '../store.ts';
import { advice, classCounts } from './balance.ts';
import { showSamples } from './showSamples.ts';
import { useSamplesLater } from './useSamplesLater.ts';

const SPLITS: readonly Split[] = ['train', 'validation', 'test'];

export function QualityBalance() {
  const samples = useSamplesLater();
  const classes = useStore((state) => state.classes);
  const split = useStore((state) => state.split);
  const counts = useMemo(() => classCounts(samples, classes, split), [samples, classes, split]);
  const most = Math.max(1, ...counts.map(({ total }) => total));
  const words = advice(counts);
  return (
    <div className="balance">
      <h3>Balance</h3>
      <ul>
        {counts.map(({ record, ids, total }) => (
          <li key={record.id}>
            <button
              type="button"
              disabled={total === 0}
              title={`Show ${count(total, 'sample')} of ${record.name}${split ? `: ${parts(ids)}` : ''}`}
              onClick={() =>
                showSamples(
                  record.name,
                  SPLITS.flatMap((place) => ids[place]),
                )
              }
            >
              <span className="balance-name">{record.name}</span>
              <span className="balance-track">
                {SPLITS.map((place) => (
                  <span
                    key={place}
                    data-split={place}
                    style={{ width: `${(100 * ids[place].length) / most}%`, background: record.colour }}
                  />
                ))}
              </span>
              <span className="balance-count">{total.toLocaleString('en')}</span>
            </button>
          </li>
        ))}
      </ul>
      {split && <p className="note">Solid: learned from. Lighter: validation, then test.</p>}
      {words && <p className="balance-advice">{words}</p>}
    </div>
  );
}

const parts = (ids: Record<Split, string[]>): string =>
  SPLITS.map((place) => `${ids[place].length} ${place}`).join(', ');
