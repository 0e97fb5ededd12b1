/** What the page does with classes, in Teach and in Data. Draws nothing. */

import { addClass, changeClass, mergeClass, moveClass, removeClass } from '../../data/edits.ts';
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

type ClassChange = Partial<Pick<ExpressionClass, 'name' | 'colour' | 'enabled'>>;

/** Renames, recolours, enables or disables a class; its samples and trained models stay as they are. */
export function alterClass({ id, name }: ExpressionClass, change: ClassChange): void {
  const verb = change.name ? 'rename' : change.colour ? 'recolour' : change.enabled ? 'enable' : 'disable';
  const done = perform(`${verb} the class ${name}`, (now) => changeClass(now, id, change));
  if (done && change.enabled !== undefined) announce(`${name} is ${change.enabled ? 'enabled' : 'disabled'}.`);
}

/** Moves a class to a place in the order of the classes, which is the order of their number keys, too. */
export function placeClass(id: string, place: number): void {
  const { classes } = getState();
  const name = classes.find((record) => record.id === id)?.name ?? '';
  if (place < 0 || place >= classes.length) return;
  const done = perform(`move the class ${name}`, (now) => moveClass(now, id, place));
  if (done) announce(`${name} is number ${place + 1} of ${classes.length}.`);
}

/** Moves a class up (−1) or down (1) by one. */
export function shiftClass(id: string, by: -1 | 1): void {
  placeClass(id, getState().classes.findIndex((record) => record.id === id) + by);
}

/** Gives the samples of a class to another one, and takes it away. */
export function joinClass(from: ExpressionClass, into: ExpressionClass): void {
  performWithNotice(
    `Merged “${from.name}” into “${into.name}”: ${count(samplesOf(from.id), 'sample')}.`,
    `merge ${from.name} into ${into.name}`,
    (now) => mergeClass(now, from.id, into.id),
  );
}

export function deleteClass({ id, name }: ExpressionClass): void {
  const samples = samplesOf(id);
  performWithNotice(
    `Deleted “${name}”${samples ? ` with ${count(samples, 'sample')}` : ''}.`,
    `delete the class ${name}`,
    (now) => removeClass(now, id),
  );
}

const samplesOf = (id: string): number => getState().samples.filter(({ classId }) => classId === id).length;
