/** One sentence under the face on the stage: what would make it easier to read. */

import { Check } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useStore } from '../store.ts';
import { CAMERA_WORDS, PICTURE_WORDS } from '../teach/advice.ts';

/** Screen readers are told no more often than this, ms. */
const SPOKEN_EVERY_MS = 6_000;

export function AdviceLine() {
  const advice = useStore((state) => (state.advice === 'unknown' ? null : state.advice));
  const camera = useStore((state) => state.source?.kind === 'camera');
  // The countdown takes the stage, and why frames are skipped says the same.
  const giveWay = useStore((state) => state.countdown !== null || state.recordingNote !== null);
  const text = advice === null ? '' : ((camera ? CAMERA_WORDS[advice] : PICTURE_WORDS[advice]) ?? '');
  const spoken = useSpoken(camera ? text : '');
  return (
    <>
      {text && !giveWay && (
        <p className="stage-tag advice" data-testid="advice" data-fine={advice === 'fine'} aria-hidden={camera}>
          {advice === 'fine' && <Check size={14} aria-hidden="true" />}
          {text}
        </p>
      )}
      <div className="hidden-visually" role="status">
        {spoken}
      </div>
    </>
  );
}

/** The text as it is spoken: later than it is shown, where the last one is too recent. */
function useSpoken(text: string): string {
  const [spoken, setSpoken] = useState('');
  const last = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const wait = Math.max(0, last.current + SPOKEN_EVERY_MS - performance.now());
    const timer = setTimeout(() => {
      if (text) last.current = performance.now();
      setSpoken(text);
    }, wait);
    return () => clearTimeout(timer);
  }, [text]);
  return spoken;
}
