/** What the Teach panel does with classes. Draws nothing. */

import { addClass, changeClass, removeClass } from '../../data/edits.ts';
import type { ExpressionClass } from '../../data/schema.ts';
import { perform, performWithNotice } from '../library.ts';
import { count } from '../parts/words.ts';
import { announce, getState } from '../store.ts';

/** Samples a class needs before training makes sense. */
export const ENOUGH_SAMPLES = 5;

export function newClass(name: string): void {
  const done = perform(`add the class ${name.trim()}`, (now) => addClass(now, crypto.randomUUID(), name));
  if (done) announce(`Class ${name.trim()} added.`);
}

/** Renames, recolours, enables or disables a class; its samples and trained models stay as they are. */
export function alterClass(id: string, change: Partial<Pick<ExpressionClass, 'name' | 'colour' | 'enabled'>>): void {
  perform('change a class', (now) => changeClass(now, id, change));
}

export function deleteClass({ id, name }: ExpressionClass): void {
  const samples = getState().samples.filter(({ classId }) => classId === id).length;
  performWithNotice(
    `Deleted “${name}”${samples ? ` with ${count(samples, 'sample')}` : ''}.`,
    `delete the class ${name}`,
    (now) => removeClass(now, id),
  );
}
