/** The units of the split plan, each with its place, which can be changed by hand. Draws only the rows in view. */

import { TextField } from '@radix-ui/themes';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import type { Split, SplitPlan } from '../../data/schema.ts';
import { moveUnit, splitOfUnit, unitsOf } from '../../data/split.ts';
import { perform, whyNotChange } from '../library.ts';
import { useStore } from '../store.ts';
import { PLACES } from './SplitCounts.tsx';
import { unitCount, unitName } from './splitWords.ts';
import { useSamplesLater } from './useSamplesLater.ts';

const ROW_PX = 36;

/** From so many on a search field helps. */
const MANY = 12;

export function SplitUnits({ plan }: { plan: SplitPlan }) {
  const samples = useSamplesLater();
  const classes = useStore((state) => state.classes);
  const [sought, setSought] = useState('');
  const units = useMemo(() => {
    const names = new Map(classes.map(({ id, name }) => [id, name]));
    return unitsOf(samples, plan.by).map((unit) => ({
      ...unit,
      name: unitName(unit, plan.by, (id) => names.get(id) ?? 'no class'),
    }));
  }, [samples, classes, plan.by]);
  const found = useMemo(
    () => units.filter(({ name }) => name.toLowerCase().includes(sought.trim().toLowerCase())),
    [units, sought],
  );
  const list = useRef<HTMLUListElement>(null);
  const rows = useVirtualizer({
    count: found.length,
    getScrollElement: () => list.current,
    estimateSize: () => ROW_PX,
    overscan: 4,
  });
  return (
    <div className="split-units">
      <h3>{unitCount(units.length, plan.by)}</h3>
      {units.length > MANY && (
        <TextField.Root
          size="1"
          type="search"
          aria-label="Search the units"
          placeholder="Search"
          value={sought}
          onChange={({ target }) => setSought(target.value)}
        />
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area is reached by the keyboard, too */}
      <ul ref={list} className="split-list" tabIndex={0} aria-label="Units of the split">
        <li className="split-space" style={{ height: rows.getTotalSize() }} aria-hidden="true" />
        {rows.getVirtualItems().map(({ index, start }) => {
          const unit = found[index];
          if (!unit) return null;
          const { unit: key, name, size } = unit;
          return (
            <li key={key} className="split-row" style={{ top: start }}>
              <span className="split-name" title={name}>
                {name}
              </span>
              <span className="note">{size.toLocaleString('en')}</span>
              <Place unit={key} name={name} plan={plan} />
            </li>
          );
        })}
      </ul>
      {found.length === 0 && <p className="note">Nothing is called that.</p>}
    </div>
  );
}

function Place({ unit, name, plan }: { unit: string; name: string; plan: SplitPlan }) {
  const blocked = useStore((state) => whyNotChange(state) !== null);
  const now = splitOfUnit(plan, unit);
  // The browser's own list: a thousand people may be scrolled through, and it costs next to nothing.
  return (
    <select
      className="split-place"
      aria-label={`Split of ${name}`}
      value={now}
      disabled={blocked || (plan.locked && now === 'test')}
      onChange={({ target }) =>
        perform('move part of the split', (collection) => moveUnit(collection, unit, target.value as Split))
      }
    >
      {PLACES.map(({ place, label }) => (
        <option key={place} value={place} disabled={plan.locked && place === 'test'}>
          {label}
        </option>
      ))}
    </select>
  );
}
