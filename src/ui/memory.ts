/** Keeps the trainer's memory in step with the collection: tells it what is new, relabelled or gone. Draws nothing. */

import type { ExpressionClass, Sample, SplitPlan } from '../data/schema.ts';
import { splitOf } from '../data/split.ts';
import { toAppError } from '../rpc/appError.ts';
import type { Remembered } from '../train/protocol.ts';
import { noticeTrainerError, onTrainerReady, trainerClient } from './session.ts';
import { getState, setState, useStore } from './store.ts';
import { whenSaved } from './writeQueue.ts';

/** Changes are gathered for so long, ms: a picture is in the preview within half a second. */
const GATHER_MS = 200;

/** At most so many samples in one call, the newest first: who records while thousands are embedded sees it at once. */
const SLICE = 128;

/** What the trainer has been told: sample → class. */
let told = new Map<string, string>();
let gathering = false;
let sending = false;

/** Begins to keep the trainer told, now and after each of its starts. */
export function followCollection(): void {
  useStore.subscribe((now, before) => {
    const { samples, classes, split, storage } = now;
    const same =
      samples === before.samples &&
      classes === before.classes &&
      split === before.split &&
      storage.kind === before.storage.kind;
    if (!same) gather();
  });
  onTrainerReady(() => {
    told = new Map();
    gather();
  });
}

/** What is learned from: labelled samples of enabled classes that are not kept for the test. */
export function learnable(samples: Sample[], classes: ExpressionClass[], split: SplitPlan | null): Map<string, string> {
  const enabled = new Set(classes.filter((record) => record.enabled).map(({ id }) => id));
  return new Map(
    samples.flatMap((sample): [string, string][] =>
      sample.classId !== null && enabled.has(sample.classId) && splitOf(sample, split) !== 'test'
        ? [[sample.id, sample.classId]]
        : [],
    ),
  );
}

function gather(): void {
  if (gathering) return;
  gathering = true;
  setTimeout(() => {
    gathering = false;
    if (!sending) void send();
  }, GATHER_MS);
}

/** Tells slice after slice until nothing is left to tell. */
async function send(): Promise<void> {
  sending = true;
  try {
    for (;;) {
      // The trainer reads pictures from the device.
      await whenSaved();
      const { samples, classes, split, storage } = getState();
      const client = trainerClient();
      if (!client || storage.kind !== 'ready') return;
      const changes = differences(learnable(samples, classes, split)).slice(-SLICE);
      if (changes.length === 0) return;
      for (const { id, classId } of changes) {
        if (classId === null) told.delete(id);
        else told.set(id, classId);
      }
      const { size } = await client.call('remember', { samples: changes });
      if (client === trainerClient()) setState({ memory: { size, complete: changes.length < SLICE } });
    }
  } catch (thrown) {
    // A trainer that died is told everything again after its restart.
    noticeTrainerError(toAppError(thrown));
  } finally {
    sending = false;
  }
}

function differences(wanted: Map<string, string>): Remembered[] {
  const gone = [...told.keys()].filter((id) => !wanted.has(id)).map((id) => ({ id, classId: null }));
  const fresh = [...wanted]
    .filter(([id, classId]) => told.get(id) !== classId)
    .map(([id, classId]) => ({ id, classId }));
  return [...fresh, ...gone];
}
