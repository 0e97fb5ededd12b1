/** The line between an embedded view and the page around it: tells that page what it asked for, does what it says. */

import { followStage } from '../live/stage.ts';
import { currentView } from '../live/view.ts';
import type { CameraProblem } from '../sources/cameraErrors.ts';
import { showClip } from '../sources/clip.ts';
import { dropPicture } from '../sources/picture.ts';
import { getState, type State, setState, useStore } from '../store.ts';
import { readCommand } from './door.ts';
import { facesEvent, readyEvent, stateEvent } from './events.ts';
import { lend, useLent } from './link.ts';
import { type Command, type EmbedEvent, PROTOCOL } from './protocol.ts';

/**
 * Opens the line.
 * @param origin the one that is told and listened to; whoever else is around hears nothing
 * @returns tells why the camera did not open
 */
export function openChannel(origin: string): (problem: CameraProblem) => void {
  const host = { window: window.parent, origin };
  const post = (event: EmbedEvent) => host.window.postMessage(event, origin);
  const error = (about: Extract<EmbedEvent, { type: 'error' }>['about'], message: string) =>
    post({ mien: PROTOCOL, type: 'error', about, message });

  let told = '';
  const tellState = () => {
    const event = stateEvent(getState(), useLent.getState().model?.card.name ?? '');
    const text = JSON.stringify(event);
    if (text !== told) post(event);
    told = text;
  };
  const tellReady = () => {
    const ready = readyEvent(getState());
    if (ready) post(ready);
  };
  const stream = createStream(() => post(facesEvent(getState(), currentView(), performance.timeOrigin)));

  useStore.subscribe((now, before) => {
    if (readyEvent(now) && !readyEvent(before)) tellReady();
    tellState();
    for (const [about, problem] of [
      ['faces', failure('vision')],
      ['model', failure('trainer')],
      ['source', (state: State) => state.sourceError],
    ] as const) {
      const message = problem(now);
      if (message !== null && message !== problem(before)) error(about, message);
    }
  });
  useLent.subscribe((now, before) => {
    tellState();
    if (now.problem !== null && now !== before) error('link', now.problem);
  });
  window.addEventListener('message', (message) => {
    const command = readCommand(message, host);
    if (!command) return;
    if (command.type === 'subscribe') {
      stream.pace(command.rate);
      told = '';
      tellReady();
      tellState();
    } else obey(command);
  });
  tellState();
  return ({ title, advice }) => error('camera', `${title}. ${advice}`);
}

const failure = (worker: 'vision' | 'trainer') => (state: State) =>
  state[worker].kind === 'failed' ? state[worker].message : null;

function obey(command: Exclude<Command, { type: 'subscribe' }>): void {
  if (command.type === 'model') lend(command.link);
  else if (command.type === 'stop') {
    dropPicture();
    void showClip();
    // The page around may have the permission already: the visitor of this frame is asked too.
  } else if (getState().source?.kind !== 'camera') setState({ dialog: 'camera' });
}

/** Calls `tell` after each new frame, at most so often; the last frame before a standstill is told too. */
function createStream(tell: () => void): { pace: (rate: number) => void } {
  let rate = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastAt = Number.NEGATIVE_INFINITY;
  let last: unknown;
  const send = () => {
    timer = undefined;
    lastAt = performance.now();
    last = currentView();
    tell();
  };
  followStage(() => {
    // Drawn anew without a new frame: the window was made larger, say.
    if (rate === 0 || timer !== undefined || currentView() === last) return;
    const wait = lastAt + 1000 / rate - performance.now();
    if (wait <= 0) send();
    else timer = setTimeout(send, wait);
  });
  return {
    pace: (next) => {
      rate = next;
      clearTimeout(timer);
      timer = undefined;
      if (rate > 0) send();
    },
  };
}
