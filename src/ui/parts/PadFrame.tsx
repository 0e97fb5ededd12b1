/** The plane of valence and arousal with the names of its four ends. */

import type { ReactNode } from 'react';
import '../styles/pad.css';

export function PadFrame({ children }: { children: ReactNode }) {
  return (
    <div className="affect-frame">
      <span className="affect-end" data-at="top">
        excited
      </span>
      <span className="affect-end" data-at="left">
        unpleasant
      </span>
      {children}
      <span className="affect-end" data-at="right">
        pleasant
      </span>
      <span className="affect-end" data-at="bottom">
        calm
      </span>
    </div>
  );
}
