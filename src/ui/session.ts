/** The two workers of this visit: starts them, restores their state after a death, tells the store. Draws nothing. */

import type { BackendName } from '../model/backend.ts';
import { type AppError, toAppError } from '../rpc/appError.ts';
import type { Client } from '../rpc/client.ts';
import { spawn } from '../rpc/spawn.ts';
import type { Capabilities, TrainerCalls } from '../train/protocol.ts';
import trainerModule from '../train/worker.ts?worker&url';
import type { VisionCalls } from '../vision/protocol.ts';
import visionUrl from '../vision/worker.ts?worker&url';
import { type BackendChoice, preferences, setPreferences } from './preferences.ts';
import { announce, getState, setState } from './store.ts';
import { type Supervised, supervise } from './supervisor.ts';
import { showToast } from './toasts.ts';

/** The app's root, wherever it is hosted. */
export const ROOT = new URL(import.meta.env.BASE_URL, document.baseURI).href;

/** What the vision worker starts with, so that it need not wait for `base.json`; another size starts it again. */
let inputSize = 48;

/** An attempt that failed after this long is worth remembering, ms. */
const SLOW_FAILURE_MS = 3_000;

/** This many lost devices in a visit and the backend is left. */
const MAX_LOSSES = 2;
let losses = 0;

/** Absolute URL of the trainer worker's module. */
export const trainerUrl = (): URL => new URL(trainerModule, document.baseURI);

let vision: Supervised<VisionCalls> | undefined;
let trainer: Supervised<TrainerCalls> | undefined;

export const visionClient = (): Client<VisionCalls> | null => vision?.client() ?? null;
export const trainerClient = (): Client<TrainerCalls> | null => trainer?.client() ?? null;

/** Side of the crops that the vision worker makes, px. */
export const cropSide = (): number => inputSize;

const whenTrainerReady: (() => void)[] = [];

/** Calls back after every start of the trainer, when the base and the own model answer again. */
export function onTrainerReady(listener: () => void): void {
  whenTrainerReady.push(listener);
}

export function startSession(): void {
  vision = supervise<VisionCalls, Record<string, never>>({
    spawn: () => spawn(new URL(visionUrl, document.baseURI), 'vision'),
    init: (client, onProgress) => client.call('init', { base: ROOT, inputSize }, { onProgress }),
    onState: (state) => setState({ vision: state }),
    onReady: () => {},
    onDeath: () => showToast('Face finding stopped unexpectedly and was started again. Nothing stored is lost.'),
    now: () => performance.now(),
  });
  trainer = supervise<TrainerCalls, Capabilities>({
    spawn: () => spawn(trainerUrl(), 'trainer'),
    init: (client, onProgress) => {
      const { backend, avoid } = preferences();
      return client.call('init', { base: ROOT, backend, avoid }, { onProgress });
    },
    onState: (state) => setState({ trainer: state }),
    onReady: (capabilities, client) => void trainerReady(capabilities, client),
    onDeath: () => {
      const { run } = getState();
      const running = run.kind === 'running' || run.kind === 'interrupted';
      showToast(
        running
          ? 'The trainer stopped unexpectedly and is starting again. The run goes on from the last step that was saved.'
          : 'The trainer stopped unexpectedly and was started again. Nothing stored is lost.',
      );
    },
    now: () => performance.now(),
  });
}

async function trainerReady(capabilities: Capabilities, client: Client<TrainerCalls>): Promise<void> {
  setState({ capabilities });
  rememberFailures(capabilities);
  if (capabilities.base.topology.inputSize !== inputSize) {
    inputSize = capabilities.base.topology.inputSize;
    vision?.restart();
  }
  const { checkpoint } = preferences();
  if (checkpoint) {
    try {
      setState({ own: await client.call('restore', { checkpoint }) });
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.code === 'worker-died') return;
      setPreferences({ checkpoint: null });
      setState({ own: null });
      showToast(`Your own model could not be brought back. ${error.message}`, { tone: 'error' });
    }
  }
  for (const listener of whenTrainerReady) listener();
}

/** Failures that took the user's time are not repeated on the next visit; quick ones cost nothing and may pass. */
function rememberFailures({ attempts }: Capabilities): void {
  avoidBackends(attempts.filter(({ ok, ms }) => !ok && ms > SLOW_FAILURE_MS).map(({ backend }) => backend));
}

function avoidBackends(failed: BackendName[]): void {
  const avoid = [...new Set([...preferences().avoid, ...failed])];
  if (avoid.length !== preferences().avoid.length) setPreferences({ avoid });
}

/** To be told of every error of the trainer: a lost GPU device needs a fresh worker, a second loss another backend. */
export function noticeTrainerError({ code }: AppError): void {
  if (code !== 'gpu-lost' || !trainerClient()) return;
  losses += 1;
  const { capabilities } = getState();
  const again = losses >= MAX_LOSSES && capabilities;
  if (again) {
    avoidBackends([capabilities.backend]);
    setPreferences({ backend: 'auto' });
    setState({ backend: 'auto' });
  }
  showToast(
    again
      ? 'The graphics processor gave up again; another backend takes over. Nothing stored is lost.'
      : 'The graphics processor was reset; the trainer is starting again. Nothing stored is lost.',
  );
  trainer?.restart();
}

/** Starts the trainer on another backend; the choice holds for later visits. Choosing one forgives its past failures. */
export function chooseBackend(backend: BackendChoice): void {
  setPreferences({ backend, avoid: preferences().avoid.filter((name) => backend !== 'auto' && name !== backend) });
  setState({ backend });
  announce(backend === 'auto' ? 'Choosing a backend.' : `Starting ${backend}.`);
  trainer?.restart();
}

export function restartVision(): void {
  vision?.restart();
}

export function restartTrainer(): void {
  trainer?.restart();
}
