/** Starts the embedded view: no panels, no collection, nothing stored. Knows what the address asked for. */

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Boundary } from '../parts/Boundary.tsx';
import { startSession } from '../session.ts';
import { setState } from '../store.ts';
import { openChannel } from './channel.ts';
import { EmbedView } from './EmbedView.tsx';
import { followLink } from './link.ts';
import type { EmbedOptions } from './options.ts';

export function startEmbed({ theme, origin }: EmbedOptions): void {
  setState({ theme });
  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no root element.');
  const host = window.parent === window ? null : origin;
  const tellProblem = host === null ? undefined : openChannel(host);
  createRoot(root).render(
    <StrictMode>
      <Boundary>
        <EmbedView host={host} onCameraProblem={tellProblem} />
      </Boundary>
    </StrictMode>,
  );
  startSession();
  followLink();
}
