/** The chosen clip of a reaction capture, from its choice until the capture is left. */

import { useCallback, useEffect, useRef, useState } from 'react';
import { errorWords } from '../parts/errorWords.ts';
import { releaseStimulus, type Stimulus } from './stimulus.ts';

/** @returns the clip, null until one is open; why the last one could not be opened; and what opens another */
export function useStimulus(): {
  stimulus: Stimulus | null;
  problem: string | null;
  open: (opening: Promise<Stimulus>) => Promise<void>;
} {
  const [stimulus, setStimulus] = useState<Stimulus | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const held = useRef<Stimulus | null>(null);
  const hold = useCallback((next: Stimulus | null) => {
    if (held.current) releaseStimulus(held.current);
    held.current = next;
  }, []);
  useEffect(() => () => hold(null), [hold]);
  const open = useCallback(
    async (opening: Promise<Stimulus>) => {
      try {
        const next = await opening;
        hold(next);
        setStimulus(next);
        setProblem(null);
      } catch (thrown) {
        setProblem(errorWords(thrown));
      }
    },
    [hold],
  );
  return { stimulus, problem, open };
}
