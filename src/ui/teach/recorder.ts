/** Turns what is on the stage into samples while a class is being recorded. Knows no button, no clock and no worker. */

import { addSamples } from '../../data/edits.ts';
import type { Sample } from '../../data/schema.ts';
import { type Appearance, appearanceOf } from '../../math/appearance.ts';
import type { StoredFace } from '../../vision/protocol.ts';
import { perform, refused } from '../library.ts';
import { selectedFace } from '../live/choice.ts';
import type { LiveFace, View } from '../live/view.ts';
import { announce, getState, type SourceInfo, setState } from '../store.ts';
import { showToast } from '../toasts.ts';
import { sittingOf } from './sitting.ts';
import { REMEMBERED, type SkipReason, whyNotKeep } from './smartCapture.ts';
import { type Skips, skippedWords, skipWords } from './takeSummary.ts';

/** Milliseconds between two looks: about 8 a second, so that neighbours still differ. */
const INTERVAL_MS = 125;

/** Why a frame was skipped stays readable for this long, ms. */
const NOTE_MS = 1200;

/** The samples of one hold or one timed take. */
type Take = {
  id: string;
  kept: number;
  skipped: Skips;
  /** Of the latest samples. */
  appearances: Appearance[];
  /** When the first frame was looked at, the latest one, and the latest that was skipped; ms. */
  beganAt: number | null;
  lookedAt: number;
  skippedAt: number;
  /** Set when the key was let go before any frame came: one look is still owed. */
  stopping: boolean;
};

let take: Take | null = null;

/**
 * Begins to record; samples come with the next frames. Where nothing can be kept it says so and does not begin.
 * @param seconds that the take is meant to last; null while it is held
 */
export function startRecording(classId: string, seconds: number | null = null): void {
  if (getState().recording !== null) {
    if (!take?.stopping) return;
    finish(take);
  }
  const record = getState().classes.find(({ id }) => id === classId);
  if (!record || refused()) return;
  if (!record.enabled) {
    showToast(`“${record.name}” is disabled. Enable it in its menu to record into it.`);
    return;
  }
  take = {
    id: crypto.randomUUID(),
    kept: 0,
    skipped: {},
    appearances: [],
    beganAt: null,
    lookedAt: Number.NEGATIVE_INFINITY,
    skippedAt: Number.NEGATIVE_INFINITY,
    stopping: false,
  };
  setState({ recording: classId, takeSeconds: seconds, recordingNote: null, lastTake: null });
}

/** Ends the recording; a short tap still gets its one look. */
export function stopRecording(): void {
  if (getState().recording === null || !take) return;
  if (take.beganAt === null) take.stopping = true;
  else finish(take);
}

function finish({ kept, skipped }: Take): void {
  const { recording: classId, classes, samples } = getState();
  take = null;
  if (classId === null) return;
  setState({ recording: null, takeSeconds: null, recordingNote: null, lastTake: { classId, kept, skipped } });
  const name = classes.find(({ id }) => id === classId)?.name ?? '';
  const total = samples.filter((sample) => sample.classId === classId).length;
  const skips = skippedWords(skipped);
  announce(`${name}: ${kept} recorded${skips && `, ${skips}`}. ${total} in all.`);
}

/** Whether the frame that is read now should keep its faces in colour for a sample. */
export function wantsSample(now: number): boolean {
  return getState().recording !== null && take !== null && now - take.lookedAt >= INTERVAL_MS;
}

/** Looks at the stage: keeps the chosen face as a sample of the class being recorded, or notes why not. */
export function takeSample(view: View): void {
  const { recording, source } = getState();
  if (recording === null || !source || !take) return;
  const now = performance.now();
  take.beganAt ??= now;
  take.lookedAt = now;
  const seen = look(view, take);
  if (typeof seen === 'string') skip(seen, take, now);
  else if (!keep(seen, take, now - take.beganAt, recording, source)) take.stopping = true;
  else if (now - take.skippedAt > NOTE_MS) setState({ recordingNote: null });
  if (take.stopping) finish(take);
}

type Kept = { face: LiveFace; stored: StoredFace };

/** The chosen face, where it is to be kept. Pictures were chosen by hand, and of a clip's actors none is meant more. */
function look(view: View, { appearances }: Take): Kept | SkipReason {
  const { chosen, picked, source, capture } = getState();
  const face = selectedFace(view.faces, { chosen, picked });
  if (!face?.stored) return 'no-face';
  const kept = { face, stored: face.stored };
  if (!capture.smart || source?.kind === 'picture') return kept;
  const appearance = appearanceOf(face.crop);
  const unsure = source?.kind === 'camera' && !picked;
  const reason = whyNotKeep({ face, faces: view.faces, frame: view, unsure, appearance }, appearances);
  if (reason !== null) return reason;
  appearances.push(appearance);
  if (appearances.length > REMEMBERED) appearances.shift();
  return kept;
}

function skip(reason: SkipReason, current: Take, now: number): void {
  const first = current.skipped[reason] === undefined;
  current.skipped[reason] = (current.skipped[reason] ?? 0) + 1;
  current.skippedAt = now;
  const words = skipWords(reason, current.skipped);
  setState({ recordingNote: words });
  if (first) announce(words);
}

/** @param time ms into the take @returns whether it was kept */
function keep({ face, stored }: Kept, current: Take, time: number, classId: string, source: SourceInfo): boolean {
  const { capture, samples } = getState();
  const { kind, name } = source;
  const shown = `${name} ${face.id}`;
  const people = { camera: capture.person, clip: `actor ${face.id}`, picture: shown, video: shown };
  const single = kind === 'picture';
  const id = crypto.randomUUID();
  const sample: Sample = {
    id,
    classId,
    valence: null,
    arousal: null,
    intensity: null,
    person: people[kind],
    session: sittingOf(kind, new Set(samples.map(({ session }) => session))),
    source: kind,
    recordedAt: Date.now(),
    clip: single ? null : current.id,
    time: single ? null : Math.round(time),
    moment: null,
    track: face.id,
    tile: null,
    yaw: face.pose.yaw,
    pitch: face.pose.pitch,
    file: kind === 'picture' || kind === 'video' ? name : null,
  };
  const done = perform('record samples', () => addSamples([sample]), {
    images: [{ id, ...stored }],
    group: current.id,
  });
  if (done) current.kept += 1;
  return done;
}
