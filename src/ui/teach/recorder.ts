/** Turns what is on the stage into samples while a class is being recorded. Knows no button and no worker. */

import { addSamples } from '../../data/edits.ts';
import type { Sample } from '../../data/schema.ts';
import type { StoredFace } from '../../vision/protocol.ts';
import { perform } from '../library.ts';
import type { LiveFace } from '../live/view.ts';
import { announce, getState, type SourceInfo, selectedFace, setState } from '../store.ts';

/** Milliseconds between two samples: about 8 a second, so that neighbours still differ. */
const INTERVAL_MS = 125;

/** One sitting is one visit of this page with one kind of source. */
const visit = crypto.randomUUID();

let lastAt = 0;
let taken = 0;
/** Id of the take: the samples of one hold. */
let take = '';
/** Set when the key was let go before any frame came: one sample is still owed. */
let stopping = false;

/** Begins to record; samples come with the next frames. */
export function startRecording(classId: string): void {
  if (getState().recording !== null && !stopping) return;
  lastAt = 0;
  taken = 0;
  take = crypto.randomUUID();
  stopping = false;
  setState({ recording: classId, recordingNote: null });
}

/** Ends the recording; a short tap still gives one sample. */
export function stopRecording(): void {
  const { recording, recordingNote } = getState();
  if (recording === null) return;
  if (taken === 0 && recordingNote === null) {
    stopping = true;
    return;
  }
  finish();
}

function finish(): void {
  const { recording, classes, samples, recordingNote } = getState();
  setState({ recording: null, recordingNote: null });
  stopping = false;
  const name = classes.find(({ id }) => id === recording)?.name ?? '';
  const total = samples.filter(({ classId }) => classId === recording).length;
  announce(recordingNote && taken === 0 ? recordingNote : `${name}: ${taken} recorded, ${total} in all.`);
}

/** Whether the frame that is read now should keep its faces in colour for a sample. */
export function wantsSample(now: number): boolean {
  return getState().recording !== null && now - lastAt >= INTERVAL_MS;
}

/** Adds the selected face to the class being recorded. @param videoTime ms into the video; null for a picture */
export function takeSample(faces: LiveFace[], videoTime: number | null): void {
  const { recording, chosen, source } = getState();
  if (recording === null || !source) return;
  const face = selectedFace(faces, chosen);
  if (!face?.stored) setState({ recordingNote: 'No face in view, so nothing is recorded.' });
  else {
    lastAt = performance.now();
    taken += 1;
    setState({ recordingNote: null });
    keep(face, face.stored, recording, source, videoTime);
  }
  if (stopping) finish();
}

function keep(
  face: LiveFace,
  stored: StoredFace,
  classId: string,
  { kind, name }: SourceInfo,
  videoTime: number | null,
): void {
  const people = { camera: 'me', clip: `actor ${face.id}`, picture: `${name} ${face.id}`, video: `${name} ${face.id}` };
  const id = crypto.randomUUID();
  const sample: Sample = {
    id,
    classId,
    valence: null,
    arousal: null,
    intensity: null,
    person: people[kind],
    session: `${kind} ${visit}`,
    source: kind,
    recordedAt: Date.now(),
    clip: kind === 'picture' ? null : take,
    time: videoTime,
    moment: null,
    track: face.id,
    tile: null,
    yaw: face.pose.yaw,
    pitch: face.pose.pitch,
    file: kind === 'picture' || kind === 'video' ? name : null,
  };
  perform('record samples', () => addSamples([sample]), { images: [{ id, ...stored }], group: take });
}
