/** The map itself: dots that glide from one frame to the next, lasso, pan and zoom, the live face, and all of it by keyboard. */

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { MapFrame } from '../../train/protocol.ts';
import { labelByDigit } from '../data/labelling.ts';
import { toggledIn } from '../data/selection.ts';
import { followStage } from '../live/stage.ts';
import { useMedia } from '../parts/useMedia.ts';
import { announce, getState, useStore } from '../store.ts';
import { turned } from './align.ts';
import { type Dot, drawMap, type Ink } from './drawMap.ts';
import { type Glide, glided, glideTo } from './glide.ts';
import type { Place } from './lasso.ts';
import { type MapKey, mapKey, nextNearest } from './mapKeys.ts';
import { mapState, select, setMap, useMap } from './mapState.ts';
import { shapeOf } from './shapes.ts';
import { createThumbnails } from './thumbnails.ts';
import { placeIn, useMapPointer } from './useMapPointer.ts';
import { fitted, panned, type Size, toCanvas, type Viewport, zoomed } from './viewport.ts';

/** Places of the live face that are shown behind it. */
const TRAIL = 14;

const NO_CLASS = '#8D8D86';

type Props = {
  frame: MapFrame;
  /** All points that the view must hold, so that it stays while frames change. */
  all: readonly Float32Array[];
  /** The live face belongs on this map. */
  live: boolean;
  /** What it is a map of: another one is shown whole. */
  of: unknown;
  onHover: (id: string | null, at: Place) => void;
};

export function MapCanvas({ frame, all, live, of, onHover }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const [view, setView] = useState<Viewport | null>(null);
  const still = useMedia('(prefers-reduced-motion: reduce)');
  const dark = useMedia('(prefers-color-scheme: dark)');
  const theme = useStore((state) => state.theme);
  const samples = useStore((state) => state.samples);
  const classes = useStore((state) => state.classes);
  const { selected, focus, thumbnails, tool } = useMap();

  const whole = useMemo(() => fitted(all, size), [all, size]);
  const shown = view ?? whole;
  const looks = useMemo(() => {
    const places = new Map(classes.map(({ id }, i) => [id, i]));
    return new Map(
      samples.map(({ id, classId }) => {
        const place = places.get(classId ?? '') ?? -1;
        return [id, { colour: classes[place]?.colour ?? NO_CLASS, shape: shapeOf(place) }] as const;
      }),
    );
  }, [samples, classes]);

  // What changes with every picture and every frame of the video stays outside React.
  const glide = useRef<Glide | null>(null);
  const dots = useRef<Dot[]>([]);
  const lasso = useRef<Place[]>([]);
  const hovered = useRef<string | null>(null);
  const trail = useRef<{ points: [number, number][]; nearest: string[] }>({ points: [], nearest: [] });
  const asked = useRef(0);
  const redraw = useRef(() => {});
  const [pictures] = useState(() => createThumbnails(() => redraw.current()));

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => setView(null), [of]);

  useLayoutEffect(() => {
    const now = performance.now();
    const before = glide.current && !still ? glided(glide.current, now) : null;
    glide.current = glideTo(before, frame, now);
  }, [frame, still]);

  useLayoutEffect(() => {
    const paint = () => {
      asked.current = 0;
      const element = canvas.current;
      if (!element || !glide.current || size.width === 0) return;
      const { ids, points, rest } = glided(glide.current, performance.now());
      dots.current = ids.flatMap((id, i): Dot[] => {
        const look = looks.get(id);
        // Deleted since.
        if (!look) return [];
        return [{ id, ...look, ...toCanvas(shown, size, points[2 * i] ?? 0, points[2 * i + 1] ?? 0) }];
      });
      const places = new Map(dots.current.map((dot) => [dot.id, dot]));
      drawMap(
        element,
        size,
        devicePixelRatio,
        {
          dots: dots.current,
          selected,
          focus: document.activeElement === box.current ? focus : null,
          hovered: hovered.current,
          lasso: lasso.current,
          live: live
            ? {
                trail: trail.current.points.map(([x, y]) => toCanvas(shown, size, x, y)),
                nearest: trail.current.nearest.flatMap((id) => places.get(id) ?? []),
              }
            : null,
          picture: thumbnails ? (id) => pictures.at(id) : null,
          pictureSide: Math.min(64, 26 * Math.sqrt(shown.scale / whole.scale)),
        },
        inkOf(element),
      );
      if (!rest) redraw.current();
    };
    redraw.current = () => {
      if (asked.current === 0) asked.current = requestAnimationFrame(paint);
    };
    redraw.current();
    return () => {
      cancelAnimationFrame(asked.current);
      asked.current = 0;
    };
  }, [frame, looks, shown, whole, size, selected, focus, thumbnails, live, theme, dark, pictures]);

  useEffect(() => () => pictures.close(), [pictures]);

  useEffect(() => {
    if (!live) return;
    return followStage((face) => {
      const { turn } = mapState().drawn ?? {};
      const { points } = trail.current;
      if (!face?.onMap || !turn) trail.current = { points: points.slice(1), nearest: [] };
      else {
        const [x = 0, y = 0] = turned(Float32Array.from(face.onMap.point), turn);
        trail.current = { points: [...points, [x, y] as [number, number]].slice(-TRAIL), nearest: face.onMap.nearest };
      }
      redraw.current();
    });
  }, [live]);

  // A page is scrolled over the map; React's own listener could not keep a zoom from doing that.
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey && document.activeElement !== element) return;
      event.preventDefault();
      const around = placeIn(element, event);
      setView((now) => zoomed(now ?? whole, whole, size, Math.exp(-event.deltaY / 300), around));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [whole, size]);

  const zoom = (factor: number) =>
    setView(zoomed(shown, whole, size, factor, { x: size.width / 2, y: size.height / 2 }));

  const act = (key: MapKey) => {
    const all = dots.current;
    const index = all.findIndex(({ id }) => id === focus);
    if (key.does === 'focus') focusOn(all[key.index]?.id ?? null, key.index, all.length);
    else if (key.does === 'label')
      labelByDigit(selected.size > 0 ? selected : new Set(focus ? [focus] : []), key.digit);
    else if (key.does === 'toggle' && focus) select(toggledIn(selected, focus));
    else if (key.does === 'clear') select([]);
    else if (key.does === 'in') zoom(1.5);
    else if (key.does === 'out') zoom(1 / 1.5);
    else if (key.does === 'fit') setView(null);
    else if (key.does === 'grow') {
      const next = all[nextNearest(all, index, (i) => selected.has(all[i]?.id ?? ''))];
      if (next) select([...selected, next.id]);
    }
    if (key.does === 'toggle' || key.does === 'grow') announce(`${mapState().selected.size} selected.`);
  };

  const pointer = useMapPointer({
    dots,
    lasso,
    hovered,
    redraw: () => redraw.current(),
    pan: (dx, dy) => setView(panned(shown, dx, dy)),
    onHover,
  });

  return (
    <div className="map-frame">
      <div
        ref={box}
        role="application"
        className="map-canvas"
        data-tool={tool}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes keys
        tabIndex={0}
        aria-label={`Map of ${frame.ids.length} samples`}
        aria-describedby="map-keys"
        {...pointer}
        onFocus={() => {
          if (!focus && dots.current[0]) setMap({ focus: dots.current[0].id });
          redraw.current();
        }}
        onBlur={() => redraw.current()}
        onKeyDown={(event) => {
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          const index = dots.current.findIndex(({ id }) => id === focus);
          const key = mapKey(event.key, dots.current, index);
          if (!key) return;
          event.preventDefault();
          event.stopPropagation();
          act(key);
        }}
      >
        <canvas ref={canvas} />
      </div>
      <div className="map-zoom">
        <button type="button" aria-label="Zoom in" onClick={() => zoom(1.5)}>
          +
        </button>
        <button type="button" aria-label="Zoom out" onClick={() => zoom(1 / 1.5)}>
          −
        </button>
        <button type="button" aria-label="Show all of the map" disabled={view === null} onClick={() => setView(null)}>
          ⤢
        </button>
      </div>
    </div>
  );
}

function focusOn(id: string | null, index: number, total: number): void {
  setMap({ focus: id });
  const { samples, classes } = getState();
  const sample = samples.find((each) => each.id === id);
  if (!sample) return;
  const name = classes.find((record) => record.id === sample.classId)?.name ?? 'No class';
  const chosen = mapState().selected.has(sample.id) ? ', selected' : '';
  announce(`${name}, ${sample.person}, ${index + 1} of ${total}${chosen}.`);
}

/** Canvas cannot take CSS variables. */
function inkOf(element: HTMLElement): Ink {
  const style = getComputedStyle(element);
  return {
    ink: style.getPropertyValue('--gray-12'),
    paper: style.getPropertyValue('--surface'),
    signal: style.getPropertyValue('--signal-line'),
  };
}
