/** The seconds until a take begins, large over the stage. */

import { useStore } from '../store.ts';

export function Countdown() {
  const countdown = useStore((state) => state.countdown);
  const name = useStore((state) => state.classes.find(({ id }) => id === state.countdown?.classId)?.name);
  if (!countdown) return null;
  return (
    // The numbers are announced as they change.
    <div className="countdown" aria-hidden="true" data-testid="countdown">
      <span className="stage-tag countdown-name">Recording “{name}” in</span>
      <span key={countdown.left} className="countdown-number">
        {countdown.left}
      </span>
    </div>
  );
}
