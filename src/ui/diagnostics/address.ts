/** The diagnostics' address, `#diagnostics` or `?diagnostics`: opens them, now and when it changes. */

import { setState, useStore } from '../store.ts';

const asked = (): boolean =>
  location.hash === '#diagnostics' || new URLSearchParams(location.search).has('diagnostics');

export function followDiagnosticsAddress(): void {
  const show = () => asked() && setState({ dialog: 'diagnostics' });
  show();
  window.addEventListener('hashchange', show);
  useStore.subscribe((now, before) => {
    if (before.dialog !== 'diagnostics' || now.dialog === 'diagnostics') return;
    if (asked()) history.replaceState(null, '', withoutAsking());
  });
}

/** The address as it would be without the diagnostics: a reload shows the page. */
function withoutAsking(): URL {
  const url = new URL(location.href);
  url.searchParams.delete('diagnostics');
  if (url.hash === '#diagnostics') url.hash = '';
  return url;
}
