/** The plane of valence and arousal as a control: a point that is dragged, or moved by the arrow keys. */

import type { Ref } from 'react';
import { PadFrame } from '../parts/PadFrame.tsx';
import { type Affect, affectAt, affectWords, movedBy, placeOf } from './pad.ts';

type Props = {
  ref: Ref<HTMLDivElement>;
  /** null: nothing has been said yet. */
  value: Affect | null;
  disabled: boolean;
  onChange: (value: Affect) => void;
  /** Space: play or pause. */
  onToggle: () => void;
};

export function RatePad({ ref, value, disabled, onChange, onToggle }: Props) {
  const point = (event: React.PointerEvent<HTMLElement>) => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    onChange(affectAt((event.clientX - left) / width, (event.clientY - top) / height));
  };
  const place = value && placeOf(value);
  return (
    <PadFrame>
      <div
        ref={ref}
        className="affect-plane rate-pad"
        role="slider"
        tabIndex={disabled ? -1 : 0}
        aria-label="Valence and arousal"
        aria-disabled={disabled}
        aria-valuemin={-1}
        aria-valuemax={1}
        aria-valuenow={value?.valence ?? 0}
        aria-valuetext={value ? affectWords(value) : 'not rated'}
        onPointerDown={(event) => {
          if (disabled || event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          point(event);
        }}
        onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && point(event)}
        onKeyDown={(event) => {
          if (disabled) return;
          const moved = movedBy(event.key, event.shiftKey, value);
          if (!moved && event.key !== ' ') return;
          event.preventDefault();
          if (moved) onChange(moved);
          else onToggle();
        }}
      >
        {place && <span className="rate-point" style={{ left: `${100 * place.x}%`, top: `${100 * place.y}%` }} />}
      </div>
    </PadFrame>
  );
}
