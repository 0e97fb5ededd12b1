/** The page's entry: styles, stored choices, workers, then React; or the embedded view. Knows no panel. */

import './secureContext.ts';
import '@radix-ui/themes/tokens/base.css';
import '@radix-ui/themes/tokens/colors/sand.css';
import '@radix-ui/themes/tokens/colors/amber.css';
import '@radix-ui/themes/tokens/colors/red.css';
import '@radix-ui/themes/components.css';
import '@radix-ui/themes/utilities.css';
import './styles/theme.css';
import './styles/layout.css';
import './styles/stage.css';
import './styles/watch.css';
import './styles/teach.css';
import './styles/train.css';
import './styles/dialogs.css';
import './styles/data.css';
import './styles/quality.css';
import './styles/recognise.css';
import './styles/importing.css';
import './styles/storage.css';
import './styles/forced.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { HANDED } from '../data/handed.ts';
import { App } from './App.tsx';
import { followDiagnosticsAddress } from './diagnostics/address.ts';
import { logErrors } from './diagnostics/errorLog.ts';
import { embedOptions } from './embed/options.ts';
import { listenToKeys } from './keys.ts';
import { openLibrary } from './library.ts';
import { followCollection } from './memory.ts';
import { followAddress } from './methods/address.ts';
import { isReloading, startOffline } from './offline/offline.ts';
import { Boundary } from './parts/Boundary.tsx';
import { loadPreferences, readTheme } from './preferences.ts';
import { startSession } from './session.ts';
import { followModelLinks } from './share/offer.ts';
import { getState, setState } from './store.ts';
import { reviveRuns } from './training/run.ts';

async function start(): Promise<void> {
  // Another page with a policy of its own fetches what is elsewhere.
  if (new URLSearchParams(location.search).has('project')) {
    location.replace(`./open.html${location.search}`);
    return;
  }
  setState({ theme: readTheme() });
  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no root element.');
  createRoot(root).render(
    <StrictMode>
      <Boundary>
        <App />
      </Boundary>
    </StrictMode>,
  );
  logErrors();
  listenToKeys();
  followAddress();
  followModelLinks();
  followDiagnosticsAddress();
  // Without storage the defaults hold; `openLibrary` tells the user.
  const stored = await loadPreferences().catch(() => null);
  if (stored) {
    const { smooth, mirror, shortcuts, backend, capture, training } = stored;
    setState({ smooth, mirror, shortcuts, backend, capture, training });
  }
  startSession();
  startOffline();
  followCollection();
  reviveRuns();
  await openLibrary();
  if (location.hash === HANDED) await (await import('./fromWeb/handed.ts')).receiveHanded();
}

window.addEventListener('beforeunload', (event) => {
  if (isReloading()) return;
  const { run, importing } = getState();
  if (run.kind === 'running' || importing) event.preventDefault();
});

const embed = embedOptions(location.search);
void (embed ? import('./embed/startEmbed.tsx').then(({ startEmbed }) => startEmbed(embed)) : start());
