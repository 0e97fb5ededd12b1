/** What the user's model reads of valence and arousal: a dot for each face, and the chosen one's numbers. */

import { useEffect, useRef } from 'react';
import { selectedFace } from '../live/choice.ts';
import { followStage } from '../live/stage.ts';
import { currentView } from '../live/view.ts';
import { PadFrame } from '../parts/PadFrame.tsx';
import { useMedia } from '../parts/useMedia.ts';
import { signed } from '../parts/words.ts';
import { useStore } from '../store.ts';
import { drawAffect } from './drawAffect.ts';

/** Nothing where the model in use reads none. */
export function AffectRead() {
  const reads = useStore((state) => state.own?.affect ?? false);
  const valence = useStore((state) => selectedFace(state.faces, state)?.affect?.valence);
  const arousal = useStore((state) => selectedFace(state.faces, state)?.affect?.arousal);
  if (!reads) return null;
  return (
    <section className="affect-read" aria-labelledby="affect-read-title">
      <h3 id="affect-read-title">How the expression looks</h3>
      <Plane />
      <dl>
        <dt>pleasant</dt>
        <dd>{valence === undefined ? '–' : signed(valence)}</dd>
        <dt>excited</dt>
        <dd>{arousal === undefined ? '–' : signed(arousal)}</dd>
      </dl>
      <p className="note">Each from −1 to 1</p>
    </section>
  );
}

function Plane() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const still = useMedia('(prefers-reduced-motion: reduce)');
  const smooth = useStore((state) => state.smooth);
  useEffect(
    () =>
      followStage((chosen) => {
        const faces = currentView().faces.flatMap(({ id, affect }) =>
          affect ? [{ id, moments: affect, selected: id === chosen?.id }] : [],
        );
        if (canvas.current) drawAffect(canvas.current, faces, { smooth, trails: !still });
      }),
    [smooth, still],
  );
  return (
    <PadFrame>
      <div className="affect-plane">
        <canvas
          ref={canvas}
          role="img"
          aria-label="Where each face is between unpleasant and pleasant, calm and excited"
        />
      </div>
    </PadFrame>
  );
}
