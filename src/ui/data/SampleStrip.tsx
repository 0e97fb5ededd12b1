/** A few samples behind a figure or a selection, which can be relabelled, taken out or deleted where they are shown. */

import { Button, DropdownMenu, IconButton } from '@radix-ui/themes';
import { ChevronDown, Trash2 } from 'lucide-react';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { splitOf } from '../../data/split.ts';
import { whyNotChange } from '../library.ts';
import { count } from '../parts/words.ts';
import { type State, useStore } from '../store.ts';
import { ClassItems } from './ClassItems.tsx';
import { GalleryTile } from './GalleryTile.tsx';
import { deleteSamples, label, labelByDigit } from './labelling.ts';
import { indexOf, type Place, toggledIn } from './selection.ts';
import { showSamples } from './showSamples.ts';
import { stripKey } from './stripKeys.ts';

/** Side of a tile, and the gap between two, px. */
const SIDE = 76;
const GAP = 6;

/** More are worked on in the gallery. */
const MOST = 120;

type Props = { ids: readonly string[]; title: string };

export function SampleStrip({ ids, title }: Props) {
  const samples = useStore((state) => state.samples);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [focus, setFocus] = useState<Place>({ id: null, index: 0 });
  const list = useMemo(() => {
    const known = new Map(samples.map((sample) => [sample.id, sample]));
    return ids.flatMap((id) => known.get(id) ?? []);
  }, [ids, samples]);
  const focused = indexOf(list, focus);
  const chosen = list.filter(({ id }) => selected.has(id)).map(({ id }) => id);
  const focusedId = list[focused]?.id;
  const meant = new Set(chosen.length > 0 || !focusedId ? chosen : [focusedId]);

  const onKeyDown = (event: React.KeyboardEvent<HTMLElement>) => {
    const columns = Math.max(1, Math.floor((event.currentTarget.clientWidth + GAP) / (SIDE + GAP)));
    const key = stripKey(event, focused, Math.min(list.length, MOST), columns);
    if (!key) return;
    event.preventDefault();
    if (key.does === 'move') setFocus({ id: list[key.to]?.id ?? null, index: key.to });
    else if (key.does === 'toggle') setSelected(toggledIn(selected, focusedId ?? ''));
    else if (key.does === 'all') setSelected(new Set(list.map(({ id }) => id)));
    else if (key.does === 'none') setSelected(new Set());
    else if (key.does === 'label') labelByDigit(meant, key.digit);
    else deleteSamples(meant);
  };

  return (
    <div className="strip">
      <Tiles
        list={list.slice(0, MOST)}
        title={title}
        selected={selected}
        focused={focused}
        onKeyDown={onKeyDown}
        onPick={(index, more) => {
          const id = list[index]?.id ?? null;
          setFocus({ id, index });
          if (id) setSelected(more ? toggledIn(selected, id) : new Set([id]));
        }}
        onFocus={(index) => setFocus({ id: list[index]?.id ?? null, index })}
      />
      <Actions all={list.map(({ id }) => id)} meant={meant} title={title} />
    </div>
  );
}

type TilesProps = {
  list: State['samples'];
  title: string;
  selected: ReadonlySet<string>;
  focused: number;
  onKeyDown: (event: React.KeyboardEvent<HTMLElement>) => void;
  onPick: (index: number, more: boolean) => void;
  onFocus: (index: number) => void;
};

function Tiles({ list, title, selected, focused, onKeyDown, onPick, onFocus }: TilesProps) {
  const classes = useStore((state) => state.classes);
  const plan = useStore((state) => state.split);
  const grid = useRef<HTMLDivElement>(null);
  const keepsFocus = useRef(false);
  const focusedId = list[focused]?.id;
  useLayoutEffect(() => {
    if (keepsFocus.current) grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, [focusedId]);
  const indexAt = ({ target }: React.SyntheticEvent) =>
    Number((target as Element).closest<HTMLElement>('[data-index]')?.dataset.index ?? -1);
  return (
    // biome-ignore lint/a11y/useSemanticElements: tiles flow over several lines, which a table cannot
    <div
      ref={grid}
      role="grid"
      className="strip-tiles"
      aria-label={title}
      aria-multiselectable="true"
      onKeyDown={onKeyDown}
      onClick={(event) => {
        const touch = (event.nativeEvent as PointerEvent).pointerType === 'touch';
        const index = indexAt(event);
        if (index >= 0) onPick(index, touch || event.shiftKey || event.ctrlKey || event.metaKey);
      }}
      onFocus={(event) => {
        keepsFocus.current = true;
        const index = indexAt(event);
        if (index >= 0 && index !== focused) onFocus(index);
      }}
      onBlur={({ relatedTarget }) => {
        // Without a target it is a tile that goes, and its successor gets the focus.
        if (relatedTarget && !grid.current?.contains(relatedTarget)) keepsFocus.current = false;
      }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as the grid */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the cells take the focus */}
      <div role="row" className="strip-row" style={{ gap: GAP }}>
        {list.map((sample, index) => {
          const place = classes.findIndex(({ id }) => id === sample.classId);
          return (
            <GalleryTile
              key={sample.id}
              sample={sample}
              index={index}
              column={index}
              record={classes[place]}
              digit={place + 1}
              split={splitOf(sample, plan)}
              selected={selected.has(sample.id)}
              focused={index === focused}
              size={SIDE}
            />
          );
        })}
      </div>
    </div>
  );
}

function Actions({ all, meant, title }: { all: string[]; meant: ReadonlySet<string>; title: string }) {
  const blocked = useStore(whyNotChange);
  const disabled = blocked !== null || meant.size === 0;
  const reason = blocked ? { title: blocked } : {};
  return (
    <div className="strip-actions" role="toolbar" aria-label={`What to do with: ${title}`}>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger disabled={disabled}>
          <Button size="1" variant="surface" {...reason}>
            Label {meant.size > 1 ? meant.size : ''}
            <ChevronDown size={13} aria-hidden="true" />
          </Button>
        </DropdownMenu.Trigger>
        <DropdownMenu.Content>
          <ClassItems onChoose={(record) => label(meant, record)} />
        </DropdownMenu.Content>
      </DropdownMenu.Root>
      <Button
        size="1"
        variant="surface"
        disabled={disabled}
        title={blocked ?? 'Takes the label off: neither learned from nor judged on (0)'}
        onClick={() => label(meant, null)}
      >
        Exclude
      </Button>
      <IconButton
        size="1"
        variant="surface"
        color="red"
        disabled={disabled}
        aria-label={`Delete ${count(meant.size, 'sample')}`}
        title={blocked ?? 'Delete (Delete)'}
        onClick={() => deleteSamples(meant)}
      >
        <Trash2 size={14} />
      </IconButton>
      <button type="button" className="more" onClick={() => showSamples(title, all)}>
        Show {all.length === 1 ? 'it' : `all ${all.length.toLocaleString('en')}`} in Data
      </button>
    </div>
  );
}
