/** Changes on their way to the device: one after the other, oldest first. Shows nothing and knows no history. */

import type { Change } from '../data/change.ts';
import { commit } from '../data/collection.ts';
import { outOfSpace } from '../data/database.ts';
import { sweepImages } from '../data/images.ts';
import type { SampleImage } from '../data/schema.ts';

export type Write = { change: Change; images: SampleImage[] };

/** What is shown and not yet on the device, oldest first. */
let unsaved: Write[] = [];
/** The end of all the work so far. */
let turn: Promise<unknown> = Promise.resolve();

export const unsavedWrites = (): readonly Write[] => unsaved;

/** Drops what is not written yet. */
export function dropUnsaved(): void {
  unsaved = [];
}

/** Runs work on the database after all the work before it, whatever came of that. */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const result = turn.then(() => work());
  turn = result.catch(() => {});
  return result;
}

/** Resolves when everything done so far is on the device, or has failed and was told. */
export async function whenSaved(): Promise<void> {
  await turn;
}

type Outcome = {
  onSaved: (write: Write) => void;
  /** Before it resolves, nothing else is written; it decides what becomes of what waits. */
  onFailed: (reason: unknown) => Promise<void>;
  /** The pictures of deleted samples are going, to make room. */
  onSweep: () => void;
};

/** Writes a change as soon as those before it are written; not at all where one of them failed and this was dropped. */
export function enqueue(write: Write, outcome: Outcome): void {
  unsaved.push(write);
  void inTurn(async () => {
    const [next] = unsaved;
    if (!next) return;
    try {
      await keep(next, outcome.onSweep);
      unsaved.shift();
      outcome.onSaved(next);
    } catch (thrown) {
      await outcome.onFailed(thrown);
    }
  });
}

async function keep({ change, images }: Write, onSweep: () => void): Promise<void> {
  try {
    await commit(change, images);
  } catch (thrown) {
    if (outOfSpace(thrown)) {
      onSweep();
      // All but the pictures of what is about to come back.
      await sweepImages(new Set(unsaved.flatMap((write) => write.change.samples.map(({ after }) => after?.id ?? ''))));
    }
    // A connection that the browser broke is open again by now.
    await commit(change, images);
  }
}
