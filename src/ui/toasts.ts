/** Short notices at the edge of the page, some with an undo. The store keeps their words; the undo actions stay here. */

import { announce, getState, setState } from './store.ts';

const VISIBLE_MS = 9_000;

const undos = new Map<number, () => void>();
const timers = new Map<number, ReturnType<typeof setTimeout>>();
let nextId = 1;

/** Shows a notice; with `undo` it carries a button (and Ctrl+Z) that takes the action back. */
export function showToast(
  text: string,
  { undo, tone = 'plain' }: { undo?: () => void; tone?: 'plain' | 'error' } = {},
): number {
  const id = nextId++;
  if (undo) undos.set(id, undo);
  setState({ toasts: [...getState().toasts.slice(-2), { id, text, undoable: undo !== undefined, tone }] });
  announce(undo ? `${text} Control Z undoes it.` : text);
  holdToast(id, false);
  return id;
}

/** While held (hovered or focused) a notice stays. */
export function holdToast(id: number, held: boolean): void {
  clearTimeout(timers.get(id));
  if (!held)
    timers.set(
      id,
      setTimeout(() => dismissToast(id), VISIBLE_MS),
    );
}

export function dismissToast(id: number): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  undos.delete(id);
  setState({ toasts: getState().toasts.filter((toast) => toast.id !== id) });
}

export function undoToast(id: number): void {
  const undo = undos.get(id);
  dismissToast(id);
  undo?.();
}

/** The latest notice that offers to take something back. */
export function latestUndo(): number | null {
  return getState().toasts.findLast((toast) => toast.undoable)?.id ?? null;
}
