/** The people, or the sessions: each filters the gallery and can be renamed, or joined with another. */

import { IconButton, TextField } from '@radix-ui/themes';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { whyNotChange } from '../library.ts';
import { NameField } from '../parts/NameField.tsx';
import { count as countOf } from '../parts/words.ts';
import { useStore } from '../store.ts';
import { FacetRow } from './FacetRow.tsx';
import { FACET_TITLES, valueName } from './galleryWords.ts';
import { renameEverywhere } from './labelling.ts';

/** So many are shown at first; from more on a search helps. */
const FIRST = 6;

/** More rows than anybody reads would only cost time; a search finds the others. */
const MOST = 100;

type Props = { what: 'person' | 'session'; counts: ReadonlyMap<string, number> };

export function NameFacet({ what, counts }: Props) {
  const samples = useStore((state) => state.samples);
  const [open, setOpen] = useState(false);
  const [sought, setSought] = useState('');
  if (counts.size === 0) return null;
  const known = { classes: [], samples };
  const wanted = sought.trim().toLowerCase();
  const found = [...counts].filter(([value]) => open && valueName(what, value, known).toLowerCase().includes(wanted));
  const shown = open ? found.slice(0, MOST) : [...counts].slice(0, FIRST);
  const title = FACET_TITLES[what];
  return (
    <section className="facet" aria-label={title}>
      <h3>{title}</h3>
      {open && (
        <TextField.Root
          size="1"
          type="search"
          aria-label={`Search ${title.toLowerCase()}`}
          placeholder="Search"
          value={sought}
          onChange={({ target }) => setSought(target.value)}
        />
      )}
      <ul className="facet-list">
        {shown.map(([value, count]) => (
          <NameRow
            key={value}
            what={what}
            value={value}
            name={valueName(what, value, known)}
            count={count}
            counts={counts}
          />
        ))}
      </ul>
      {found.length > MOST && (
        <p className="note">{(found.length - MOST).toLocaleString('en')} more: search for them.</p>
      )}
      {counts.size > FIRST && (
        <button
          type="button"
          className="more"
          aria-expanded={open}
          onClick={() => {
            setOpen(!open);
            setSought('');
          }}
        >
          {open ? 'Show fewer' : `Show all ${counts.size.toLocaleString('en')}`}
        </button>
      )}
    </section>
  );
}

type RowProps = Props & { value: string; name: string; count: number };

function NameRow({ what, value, name, count, counts }: RowProps) {
  const [editing, setEditing] = useState(false);
  const blocked = useStore(whyNotChange);
  if (editing) {
    return (
      <li>
        <NameField
          name={value}
          label={`Name of ${name}`}
          warning={(next) => joins(next, counts)}
          onRename={(next) => renameEverywhere(what, value, next)}
          onClose={() => setEditing(false)}
        />
      </li>
    );
  }
  return (
    <li>
      <FacetRow facet={what} value={value} name={name} count={count}>
        <IconButton
          size="1"
          variant="ghost"
          aria-label={`Rename ${name}`}
          title={blocked ?? 'Rename'}
          disabled={blocked !== null}
          onClick={() => setEditing(true)}
        >
          <Pencil size={13} />
        </IconButton>
      </FacetRow>
    </li>
  );
}

function joins(name: string, counts: ReadonlyMap<string, number>): string | null {
  const there = counts.get(name);
  return there === undefined ? null : `Joins with “${name}”, ${countOf(there, 'sample')}.`;
}
