/** Keeps the face chosen in the file panel and the one chosen on the stage the same. */

import { useEffect, useRef } from 'react';
import { pickFace, useStore } from '../store.ts';
import { setRecognise } from './state.ts';

/** @param face the panel's @param known the ids that the panel has */
export function useSameFace(face: number | undefined, known: number[]): void {
  const chosen = useStore((state) => state.chosen);
  const picked = useStore((state) => state.picked);
  const inView = useStore((state) => state.faces.some(({ id }) => id === face));
  /** What the two agreed on last: another pick on the stage is the user's. */
  const agreed = useRef(chosen);
  useEffect(() => {
    if (picked && chosen !== null && chosen !== agreed.current && known.includes(chosen)) {
      agreed.current = chosen;
      setRecognise({ face: chosen });
    } else if (face !== undefined && inView && chosen !== face) {
      agreed.current = face;
      pickFace(face);
    }
  }, [face, known, chosen, picked, inView]);
}
