/** Records for as long as it is held, by pointer, by Space or Enter, or for the seconds that a press sets off. */

import { Button } from '@radix-ui/themes';
import { Circle, Square } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from '../store.ts';
import { beginHold, endHold } from './hold.ts';

type Props = { classId: string; name: string; recording: boolean; disabled: boolean; children: ReactNode };

export function RecordButton({ classId, name, recording, disabled, children }: Props) {
  const picture = useStore((state) => state.source?.kind === 'picture');
  const seconds = useStore((state) => state.capture.seconds);
  const counting = useStore((state) => state.countdown?.classId === classId);
  const timed = useStore((state) => counting || (recording && state.takeSeconds !== null));
  const isHoldKey = (event: React.KeyboardEvent) => event.key === ' ' || event.key === 'Enter';
  return (
    <Button
      className="record"
      variant={recording || counting ? 'solid' : 'soft'}
      disabled={disabled}
      {...((recording || counting) && { color: 'red' as const })}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        beginHold(classId);
      }}
      onPointerUp={endHold}
      onPointerCancel={endHold}
      onLostPointerCapture={endHold}
      onKeyDown={(event) => {
        if (!isHoldKey(event)) return;
        event.preventDefault();
        if (!event.repeat) beginHold(classId);
      }}
      onKeyUp={(event) => isHoldKey(event) && endHold()}
      onBlur={endHold}
      onContextMenu={(event) => event.preventDefault()}
      onClick={(event) => {
        // Screen readers click without pressing: detail 0. Real presses have been dealt with above.
        if (event.detail !== 0) return;
        beginHold(classId);
        endHold();
      }}
    >
      {timed ? (
        <Square size={12} fill="currentColor" aria-hidden="true" />
      ) : (
        <Circle size={12} fill="currentColor" aria-hidden="true" />
      )}
      <span>
        {timed
          ? 'Stop'
          : recording
            ? 'Recording'
            : picture
              ? 'Add face'
              : seconds
                ? `Record ${seconds} s`
                : 'Hold to record'}
        <span className="hidden-visually">{picture ? ` to ${name}` : ` ${name}`}</span>
      </span>
      {children}
    </Button>
  );
}
