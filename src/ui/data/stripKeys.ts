/** The keys of a strip of samples: arrows move, Space selects, digits label, Delete deletes. Pure. */

import { moved } from './selection.ts';

/** What a key asks for; null: nothing of the strip's. `label`: number of the class, 0 for none. */
export type StripKey =
  | { does: 'move'; to: number }
  | { does: 'toggle' | 'all' | 'none' | 'delete' }
  | { does: 'label'; digit: number };

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** @param index of the focused sample among `total`, of which `columns` lie in a row */
export function stripKey(event: Pressed, index: number, total: number, columns: number): StripKey | null {
  const { key } = event;
  if (event.altKey || total === 0) return null;
  if (event.ctrlKey || event.metaKey) return key.toLowerCase() === 'a' ? { does: 'all' } : null;
  const to = moved(key, index, total, columns, 1);
  if (to !== null) return { does: 'move', to };
  if (/^\d$/.test(key)) return { does: 'label', digit: Number(key) };
  const does = ({ ' ': 'toggle', Escape: 'none', Delete: 'delete', Backspace: 'delete' } as const)[key];
  return does ? { does } : null;
}
