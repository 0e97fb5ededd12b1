/** The addresses of the methods' pages, `#methods/rmfer`: read when they change, gone when another view is shown. */

import { getState, setState, useStore, type View } from '../store.ts';

const ADDRESS = /^#methods(?:\/(.*))?$/;

export const addressOf = (method: string): string => `#methods/${encodeURIComponent(method)}`;

/** The method that an address asks for; empty: any; null: it asks for no method's page. */
export function methodAsked(hash: string): string | null {
  const found = ADDRESS.exec(hash);
  if (!found) return null;
  try {
    return decodeURIComponent(found[1] ?? '');
  } catch {
    // A broken escape names no method, and the page says so.
    return found[1] ?? '';
  }
}

/** Where the way back leads: to the view, and what had the focus there. */
let from: { view: View; focused: Element | null } = { view: 'lab', focused: null };

export function leaveMethods(): void {
  if (getState().view === 'methods') setState({ view: from.view });
}

/** Follows the address from now on, the one that the page was opened with included. */
export function followAddress(): void {
  show();
  window.addEventListener('hashchange', () => {
    const { view } = getState();
    if (view !== 'methods') from = { view, focused: document.activeElement };
    show();
  });
  useStore.subscribe((now, before) => {
    if (before.view !== 'methods' || now.view === 'methods') return;
    if (methodAsked(location.hash) !== null) history.replaceState(null, '', location.pathname + location.search);
    const { focused } = from;
    // It is on the page again only after the next drawing.
    if (now.view === from.view && focused instanceof HTMLElement) requestAnimationFrame(() => focused.focus());
  });
}

function show(): void {
  const method = methodAsked(location.hash);
  if (method === null) leaveMethods();
  else setState({ view: 'methods', method, dialog: null });
}
