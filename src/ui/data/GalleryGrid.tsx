/** The samples as a grid of which only the rows in view exist. One stop of the Tab key, arrows inside. */

import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Sample } from '../../data/schema.ts';
import { splitOf } from '../../data/split.ts';
import { useStore } from '../store.ts';
import { GalleryTile } from './GalleryTile.tsx';
import { gridKey } from './galleryKeys.ts';
import { getGallery, useGallery } from './galleryState.ts';
import { enlarge, extendTo, focusOn, selectOnly, toggleAt } from './gridActions.ts';
import { indexOf } from './selection.ts';

const GAP = 6;

/** Smallest tiles, px; on a phone four of them make a row. */
const SMALLEST = 100;
const SMALLEST_NARROW = 80;
const NARROW = 500;

export function GalleryGrid({ list }: { list: Sample[] }) {
  const classes = useStore((state) => state.classes);
  const plan = useStore((state) => state.split);
  const selected = useGallery((state) => state.selected);
  const focus = useGallery((state) => state.focus);
  const places = useMemo(() => new Map(classes.map(({ id }, i) => [id, i])), [classes]);
  const scroller = useRef<HTMLDivElement>(null);
  const space = useRef<HTMLDivElement>(null);
  const { columns, size } = useColumns(space);
  const focused = indexOf(list, focus);
  const focusedRow = Math.floor(Math.max(0, focused) / columns);

  const rows = useVirtualizer({
    count: Math.ceil(list.length / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => size + GAP,
    // Room for the ring around what has the focus.
    paddingStart: 3,
    paddingEnd: 3,
    overscan: 2,
    // The keyboard's place stays while it is scrolled out of view.
    rangeExtractor: (range) => [...new Set([focusedRow, ...defaultRangeExtractor(range)])].sort((a, b) => a - b),
  });
  useLayoutEffect(() => rows.measure(), [size]);

  const keepsFocus = useRef(false);
  useLayoutEffect(() => {
    if (focus.id === null) scroller.current?.scrollTo({ top: 0 });
    else rows.scrollToIndex(focusedRow);
    if (keepsFocus.current) {
      scroller.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
    }
  }, [focus]);

  const onClick = (event: React.MouseEvent) => {
    const index = indexAt(event);
    if (index === null) return;
    const touch = (event.nativeEvent as PointerEvent).pointerType === 'touch';
    if (event.shiftKey) extendTo(list, index);
    else if (event.ctrlKey || event.metaKey || getGallery().selecting) toggleAt(list, index);
    else if (touch) enlarge(list, index);
    else selectOnly(list, index);
  };
  const onDoubleClick = (event: React.MouseEvent) => {
    const index = indexAt(event);
    if (index !== null && !getGallery().selecting) enlarge(list, index);
  };
  const shape = () => ({
    columns,
    rows: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / (size + GAP))),
  });

  return (
    // biome-ignore lint/a11y/useSemanticElements: only the rows in view exist, which a table cannot say
    <div
      ref={scroller}
      role="grid"
      className="gallery-grid"
      aria-label="Samples"
      aria-multiselectable="true"
      aria-rowcount={Math.ceil(list.length / columns)}
      aria-colcount={columns}
      onClick={onClick}
      onDoubleClick={onDoubleClick}
      onKeyDown={(event) => gridKey(event, list, shape())}
      onFocus={(event) => {
        keepsFocus.current = true;
        const index = indexAt(event);
        if (index !== null && list[index]?.id !== focus.id) focusOn(list, index);
      }}
      onBlur={({ relatedTarget }) => {
        // Without a target it is a cell that goes, and its successor gets the focus.
        if (relatedTarget && !scroller.current?.contains(relatedTarget)) keepsFocus.current = false;
      }}
    >
      <div ref={space} className="gallery-space" style={{ height: rows.getTotalSize() }} role="presentation">
        {rows.getVirtualItems().map(({ index: row, start }) => (
          // biome-ignore lint/a11y/useSemanticElements: as the grid
          // biome-ignore lint/a11y/useFocusableInteractive: the cells take the focus
          <div
            key={row}
            role="row"
            className="gallery-row"
            aria-rowindex={row + 1}
            style={{ transform: `translateY(${start}px)`, gap: GAP }}
          >
            {list.slice(row * columns, (row + 1) * columns).map((sample, column) => {
              const index = row * columns + column;
              const place = places.get(sample.classId ?? '');
              return (
                <GalleryTile
                  key={sample.id}
                  sample={sample}
                  index={index}
                  column={column}
                  record={place === undefined ? undefined : classes[place]}
                  digit={place === undefined ? 0 : place + 1}
                  split={splitOf(sample, plan)}
                  selected={selected.has(sample.id)}
                  focused={index === focused}
                  size={size}
                />
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

function indexAt({ target }: React.SyntheticEvent): number | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
  return cell ? Number(cell.dataset.index) : null;
}

/** As many columns as fit, and the side of a tile that fills the width, px. */
function useColumns(space: React.RefObject<HTMLDivElement | null>): { columns: number; size: number } {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = space.current;
    if (!element) return;
    const measure = () => setWidth(element.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [space]);
  const smallest = width < NARROW ? SMALLEST_NARROW : SMALLEST;
  // The ring around the focus needs 3 px at either side.
  const room = width - 6;
  const columns = Math.max(1, Math.floor((room + GAP) / (smallest + GAP)));
  return { columns, size: Math.max(1, Math.floor((room + GAP) / columns) - GAP) };
}
