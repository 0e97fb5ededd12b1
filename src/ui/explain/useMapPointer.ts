/** What mouse, pen and finger do on the map: draw a lasso or move it, choose a dot, show what is under the pointer. */

import { useRef } from 'react';
import { toggledIn } from '../data/selection.ts';
import { announce } from '../store.ts';
import type { Dot } from './drawMap.ts';
import { inside, type Place, simplified } from './lasso.ts';
import { mapState, select, setMap } from './mapState.ts';
import { nearestPlace } from './viewport.ts';

/** How near to a dot the pointer must be, px; a finger needs more. */
const REACH = { mouse: 10, touch: 22 };

/** A drag that is shorter is a click, px. */
const CLICK_PX = 4;

/** Corners of a lasso lie at least so far apart, px. */
const CORNER_PX = 2;

type Parts = {
  dots: React.RefObject<Dot[]>;
  lasso: React.RefObject<Place[]>;
  /** Id of the dot under the pointer. */
  hovered: React.RefObject<string | null>;
  redraw: () => void;
  pan: (dx: number, dy: number) => void;
  onHover: (id: string | null, at: Place) => void;
};

export function useMapPointer({ dots, lasso, hovered, redraw, pan, onHover }: Parts) {
  const drag = useRef<{ start: Place; last: Place; moved: boolean } | null>(null);

  const hover = (dot: Dot | undefined, at: Place) => {
    if ((dot?.id ?? null) === hovered.current) return;
    hovered.current = dot?.id ?? null;
    onHover(hovered.current, dot ?? at);
  };
  const end = () => {
    drag.current = null;
    lasso.current = [];
    redraw();
  };

  return {
    onPointerDown: (event: React.PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      const at = placeIn(event.currentTarget, event);
      drag.current = { start: at, last: at, moved: false };
      event.currentTarget.setPointerCapture(event.pointerId);
      if (mapState().tool === 'lasso') lasso.current = [at];
    },
    onPointerMove: (event: React.PointerEvent<HTMLElement>) => {
      const at = placeIn(event.currentTarget, event);
      const { current } = drag;
      if (current) {
        current.moved ||= Math.hypot(at.x - current.start.x, at.y - current.start.y) > CLICK_PX;
        if (mapState().tool === 'move') pan(at.x - current.last.x, at.y - current.last.y);
        else lasso.current.push(at);
        current.last = at;
      }
      const none = current?.moved || event.pointerType === 'touch';
      hover(none ? undefined : dots.current[nearestPlace(dots.current, at, REACH.mouse)], at);
      redraw();
    },
    onPointerUp: (event: React.PointerEvent<HTMLElement>) => {
      const { current } = drag;
      const more = event.shiftKey || event.ctrlKey || event.metaKey;
      const reach = REACH[event.pointerType === 'touch' ? 'touch' : 'mouse'];
      if (current && !current.moved) choose(dots.current[nearestPlace(dots.current, current.start, reach)], more);
      else if (current && mapState().tool === 'lasso') takeIn(dots.current, simplified(lasso.current, CORNER_PX), more);
      end();
    },
    onPointerCancel: end,
    onPointerLeave: () => {
      hover(undefined, { x: 0, y: 0 });
      redraw();
    },
  };
}

/** A click on a dot, or beside all of them. @param more adds to what is selected */
function choose(dot: Dot | undefined, more: boolean): void {
  if (dot) setMap({ focus: dot.id });
  if (dot) select(more ? toggledIn(mapState().selected, dot.id) : [dot.id]);
  else if (!more) select([]);
}

function takeIn(dots: readonly Dot[], outline: readonly Place[], more: boolean): void {
  const taken = dots.filter((dot) => inside(dot, outline)).map(({ id }) => id);
  select(more ? [...mapState().selected, ...taken] : taken);
  announce(`${mapState().selected.size} selected.`);
}

/** Where a pointer is within an element, px. */
export function placeIn(element: HTMLElement, { clientX, clientY }: { clientX: number; clientY: number }): Place {
  const { left, top } = element.getBoundingClientRect();
  return { x: clientX - left, y: clientY - top };
}
