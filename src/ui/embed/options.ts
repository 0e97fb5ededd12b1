/** What an address asks of an embedded view. Pure. */

import type { Theme } from '../preferences.ts';

/** `origin`: the page around it that is told of faces and may give commands; null: nobody is, and nobody may. */
export type EmbedOptions = { theme: Theme; origin: string | null };

/** @param search the address's query. @returns null where it asks for the ordinary page */
export function embedOptions(search: string): EmbedOptions | null {
  const asked = new URLSearchParams(search);
  if (!asked.has('embed')) return null;
  const theme = asked.get('theme');
  return {
    theme: theme === 'dark' || theme === 'light' ? theme : 'system',
    origin: exactOrigin(asked.getAll('origin')),
  };
}

/** What is more or less than one origin, written as browsers write it, names nobody. */
function exactOrigin([origin, ...more]: string[]): string | null {
  if (origin === undefined || more.length > 0 || origin.includes('*') || !URL.canParse(origin)) return null;
  const url = new URL(origin);
  return /^https?:$/.test(url.protocol) && url.origin === origin ? origin : null;
}

/** The same place as an ordinary page, with this model. @param fragment of a share link, without #; empty: none */
export function ordinaryAddress(address: string, fragment: string): string {
  const url = new URL(address);
  for (const name of ['embed', 'origin', 'theme']) url.searchParams.delete(name);
  url.hash = fragment;
  return url.href;
}
