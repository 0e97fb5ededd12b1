/** The run's curves for what need not follow every report. */

import { useEffect, useState } from 'react';
import { onCurveChange, type RunCurve, runCurve } from '../training/curve.ts';

/** Looks again at most so often, ms, and always after the last change. */
export function useCurve(everyMs: number): RunCurve {
  const [curve, setCurve] = useState(runCurve);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      timer = undefined;
      setCurve({ ...runCurve(), points: [...runCurve().points] });
    };
    look();
    const stop = onCurveChange(() => {
      timer ??= setTimeout(look, everyMs);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [everyMs]);
  return curve;
}
