/** What came of a guided capture, a way to take it back, and what its method still lacks. */

import { Button } from '@radix-ui/themes';
import { Check } from 'lucide-react';
import { undoChange } from '../library.ts';
import { setState, useStore } from '../store.ts';
import { MethodLine } from '../training/MethodLine.tsx';

type Props = {
  text: string;
  /** Id of the method that it is for, and what that still lacks. */
  method: string;
  missing: string;
  /** What finishes “Undo: …” in the history; null where nothing was kept. */
  what: string | null;
};

export function Outcome({ text, method, missing, what }: Props) {
  const undoable = useStore((state) => what !== null && state.undo === what);
  const undone = useStore((state) => what !== null && state.redo === what);
  return (
    <div className="guided-outcome" role="status">
      <p>
        {what !== null && !undone && <Check size={16} aria-hidden="true" />}
        <strong>{undone ? 'Taken back.' : text}</strong>
        {undoable && (
          <Button size="1" variant="surface" onClick={undoChange}>
            Undo
          </Button>
        )}
      </p>
      <p>
        <MethodLine method={method} words={missing} onTrain={() => setState({ dialog: null })} />
      </p>
    </div>
  );
}
