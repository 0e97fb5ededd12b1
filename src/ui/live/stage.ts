/** The stage: its video, picture and overlay, the source they show, and the loop that reads it. Draws; asks no user. */

import { toAppError } from '../../rpc/appError.ts';
import type { Frame } from '../../vision/protocol.ts';
import { baseLegend, ownLegend } from '../legend.ts';
import { errorWords } from '../parts/errorWords.ts';
import { numberedAsRead } from '../recognise/numbering.ts';
import { noticeTrainerError, onTrainerReady, visionClient } from '../session.ts';
import { getState, pickFace, type SourceInfo, type State, setState, useStore } from '../store.ts';
import { followAdvice, forgetAdvice } from '../teach/followAdvice.ts';
import { takeSample, wantsSample } from '../teach/recorder.ts';
import { readFaces } from './analyse.ts';
import { selectedFace } from './choice.ts';
import { contain, hits } from './fit.ts';
import { followVideo } from './followVideo.ts';
import { drawOverlay } from './overlay.ts';
import { nextSourceNumber } from './sourceNumber.ts';
import { clearView, currentView, type LiveFace, summarise, takeFrame } from './view.ts';

export type StageElements = {
  video: HTMLVideoElement;
  picture: HTMLCanvasElement;
  overlay: HTMLCanvasElement;
  /** What the stage shows, in words, over its corner. */
  status: HTMLElement;
};

let elements: StageElements | undefined;
/** Who wants to know of every frame that was read and of what is chosen in it. */
const followers = new Set<(selected: LiveFace | undefined) => void>();
let nudge = () => {};
/** Of the source on the stage, so that a result of an earlier one is recognised and dropped. */
let sourceNumber = 0;

/** Takes over the stage's elements; called once, when they are first on the page. */
export function mountStage(mounted: StageElements): void {
  if (elements) return;
  elements = mounted;
  nudge = followVideo(mounted.video, step);
  new ResizeObserver(draw).observe(mounted.overlay);
  for (const event of ['play', 'pause', 'ended'] as const) {
    mounted.video.addEventListener(event, () => setState({ playing: !mounted.video.paused }));
  }
  // Frames of a paused video are read too: the one that it stops at, and each that it is moved to.
  for (const event of ['pause', 'seeked'] as const) {
    mounted.video.addEventListener(event, () => mounted.video.paused && nudge());
  }
  mounted.video.addEventListener('resize', () => {
    const { source } = getState();
    const { videoWidth, videoHeight } = mounted.video;
    if (source && source.kind !== 'picture')
      setState({ source: { ...source, width: videoWidth, height: videoHeight } });
  });
  useStore.subscribe((now, before) => {
    if (now.smooth !== before.smooth) summarise(performance.now());
    if (now.smooth !== before.smooth || now.mirror !== before.mirror || now.chosen !== before.chosen) draw();
    if (now.classes !== before.classes && now.own) draw();
    if (now.own !== before.own || now.memory !== before.memory) void readAgain();
    if (isWatched(now) && !isWatched(before)) nudge();
    if (now.vision.kind === 'ready' && before.vision.kind !== 'ready') nudge();
  });
  onTrainerReady(() => void readAgain());
}

/** The stage's video element, for the sources. @throws when the stage is not on the page yet */
export function stageElements(): StageElements {
  if (!elements) throw new Error('The stage is not mounted.');
  return elements;
}

/** Calls back with the chosen face now and whenever the stage is drawn anew. @returns ends that */
export function followStage(follower: (selected: LiveFace | undefined) => void): () => void {
  followers.add(follower);
  draw();
  return () => followers.delete(follower);
}

/** Whether somebody sees the faces: on the live view, or as a dot on the map. A guided capture reads the camera itself. */
const isWatched = ({ view, labTab, dialog }: Pick<State, 'view' | 'labTab' | 'dialog'>): boolean =>
  dialog !== 'guided' && (view === 'live' || (view === 'lab' && labTab === 'map'));

/** A new source is on the stage: everything known of the last one is forgotten. */
export function beginSource(source: SourceInfo): void {
  sourceNumber = nextSourceNumber();
  clearView();
  forgetAdvice();
  setState({
    source,
    sourceError: null,
    frameError: null,
    countdown: null,
    recording: null,
    takeSeconds: null,
    recordingNote: null,
  });
  draw();
}

/** Shows the faces of a picture that the vision worker has already read. */
export async function showPictureFaces(frame: Frame): Promise<void> {
  const number = sourceNumber;
  takeFrame(frame, null, null, performance.now());
  followAdvice(currentView(), performance.now());
  draw();
  const read = await readFaces(frame.faces);
  if (!read || number !== sourceNumber) return;
  takeFrame(frame, read.prediction, read.own, performance.now());
  draw();
}

/** Reads the current frame of a video once more, although it may be paused. */
export function readFrame(): void {
  nudge();
}

/** The frame before, with its models. */
let reading: Promise<void> = Promise.resolve();

/**
 * Finds the faces of the frame that is shown now, while the models still read those of the frame before. Each of the two
 * workers has one frame at most: none can queue.
 */
async function step(): Promise<void> {
  const client = visionClient();
  const state = getState();
  const { source, recording, countdown } = state;
  const { video } = stageElements();
  // What nobody sees is not read: the Data page and a run have the machine to themselves.
  if (!isWatched(state) && recording === null && countdown === null) return;
  if (!client || !source || source.kind === 'picture' || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
  const number = sourceNumber;
  const time = performance.now();
  const videoTime = 1000 * video.currentTime;
  const keepColour = wantsSample(time);
  // What stands still is not looked at again, and a sample is taken of whichever face is chosen.
  const everyFace = keepColour || video.paused;
  try {
    const bitmap = await createImageBitmap(video);
    const range = source.kind === 'camera' ? 'near' : 'group';
    const params = { frame: bitmap, time, source: number, range, everyFace, keepColour } as const;
    const seen = await client.call('frame', params, { transfer: [bitmap] });
    const frame =
      source.kind === 'video' ? { ...seen, faces: numberedAsRead(seen.faces, seen.width, videoTime) } : seen;
    await reading;
    reading = show(frame, number, keepColour).catch(failed);
    // The next frame must know whether this one was kept; and a run needs the time in which the trainer has no face.
    if (keepColour || getState().run.kind === 'running') await reading;
  } catch (thrown) {
    failed(thrown);
  }
}

/** Reads a frame's faces and brings them onto the stage, unless another source has taken it. */
async function show(frame: Frame, number: number, keepColour: boolean): Promise<void> {
  const read = await readFaces(frame.faces);
  if (number !== sourceNumber) return;
  takeFrame(frame, read?.prediction ?? null, read?.own ?? null, performance.now());
  draw();
  followAdvice(currentView(), performance.now());
  if (keepColour) takeSample(currentView());
  if (getState().frameError) setState({ frameError: null });
}

function failed(thrown: unknown): void {
  const error = toAppError(thrown);
  noticeTrainerError(error);
  // A dead worker is being started again and has told the user so itself.
  if (error.code !== 'worker-died') setState({ frameError: errorWords(error) });
}

/** Asks the models again about faces that stay: those of a picture or of a paused video. */
async function readAgain(): Promise<void> {
  const { source, playing } = getState();
  if (source?.kind !== 'picture') return playing ? undefined : nudge();
  const { width, height, faces } = currentView();
  await showPictureFaces({ width, height, faces, timings: getState().pace ?? { detect: 0, crop: 0 } });
}

function placement() {
  const { overlay } = stageElements();
  const stage = { width: overlay.clientWidth, height: overlay.clientHeight };
  const { source, mirror } = getState();
  const view = currentView();
  const frame = view.width > 0 ? view : (source ?? stage);
  return { stage, fit: contain(frame, stage, source?.kind === 'camera' && mirror) };
}

function draw(): void {
  if (!elements) return;
  const { faces } = currentView();
  const state = getState();
  const { stage, fit } = placement();
  const selected = selectedFace(faces, state);
  const style = { fit, selected: selected?.id, smooth: state.smooth, base: baseLegend(state), own: ownLegend(state) };
  const { offsetLeft: x, offsetTop: y, offsetWidth: width, offsetHeight: height } = elements.status;
  drawOverlay(elements.overlay, faces, style, stage, { x, y, width, height }, devicePixelRatio);
  for (const follow of followers) follow(selected);
}

/** The face at a point of the stage, if there is one. */
export function faceAt(point: { x: number; y: number }): number | null {
  const { fit } = placement();
  return currentView().faces.findLast((face) => hits(fit, face.smoothBox, point))?.id ?? null;
}

/** Picks the next face from left to right; `step` −1 goes back. */
export function chooseNextFace(step: 1 | -1): void {
  const { chosen } = getState();
  const faces = [...currentView().faces].sort((a, b) => a.box.x - b.box.x);
  const from = faces.findIndex(({ id }) => id === chosen);
  // Where the chosen one is out of sight, the first comes next, or the last.
  const next = from < 0 ? faces.at(step > 0 ? 0 : -1) : faces.at((from + step) % faces.length);
  if (next) pickFace(next.id);
}
