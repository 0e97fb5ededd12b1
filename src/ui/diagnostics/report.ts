/** Everything that helps to tell why the page does not work as it should on a device. No pictures, no names; draws nothing. */

import type { BackendAttempt } from '../../model/backend.ts';
import { readSpace } from '../data/useSpace.ts';
import { stageElements } from '../live/stage.ts';
import { useOffline } from '../offline/offline.ts';
import { bytes, count } from '../parts/words.ts';
import { trainerClient } from '../session.ts';
import { getState, type WorkerState } from '../store.ts';
import { recentErrors } from './errorLog.ts';
import { type Rows, webglRows, webgpuRows } from './graphics.ts';

export type Section = { title: string; rows: Rows };

/** @param tests what the self-tests have said so far */
export async function collectReport(tests: readonly BackendAttempt[]): Promise<Section[]> {
  const [webgpu, memory, storage, worker] = await Promise.all([
    webgpuRows(),
    memoryRows(),
    storageRows(),
    workerRows(),
  ]);
  return [
    { title: 'Page', rows: pageRows() },
    { title: 'Backend', rows: backendRows() },
    ...(tests.length > 0 ? [{ title: 'Self-tests', rows: tests.map(attemptRow) }] : []),
    { title: 'Frames', rows: frameRows() },
    { title: 'Graphics', rows: [...webgpu, ...webglRows()] },
    { title: 'Memory', rows: memory },
    { title: 'Storage', rows: storage },
    { title: 'Offline', rows: worker },
    { title: 'Last errors', rows: errorRows() },
  ];
}

/** As plain text, to be pasted into a message. */
export const asText = (sections: readonly Section[]): string =>
  sections
    .map(({ title, rows }) => [title, ...rows.map(([label, value]) => `  ${label}: ${value}`)].join('\n'))
    .join('\n\n');

export const asJson = (sections: readonly Section[]): string =>
  JSON.stringify(Object.fromEntries(sections.map(({ title, rows }) => [title, rows])), null, 2);

const yes = (value: boolean): string => (value ? 'yes' : 'no');

function pageRows(): Rows {
  const { width, height } = screen;
  return [
    ['Mien', import.meta.env.VERSION as string],
    // The address may hold a model, and where it is hosted is the user's own business.
    ['Address', `${location.protocol}//… (${window === top ? 'a page of its own' : 'in a frame'})`],
    ['Browser', navigator.userAgent],
    ['Languages', navigator.languages.join(', ')],
    ['Processors', String(navigator.hardwareConcurrency)],
    ['Screen', `${width} × ${height}, ${devicePixelRatio} px a point; window ${innerWidth} × ${innerHeight}`],
    ['Threads possible (cross-origin isolated)', yes(crossOriginIsolated)],
    ['Camera reachable', yes(Boolean(navigator.mediaDevices))],
    ['Less motion wanted', yes(matchMedia('(prefers-reduced-motion: reduce)').matches)],
    ['Forced colours', yes(matchMedia('(forced-colors: active)').matches)],
  ];
}

function backendRows(): Rows {
  const { vision, trainer, backend, capabilities } = getState();
  return [
    ['Finding faces', workerWords(vision)],
    ['Reading expressions', workerWords(trainer)],
    ['Chosen', backend],
    ['In use', capabilities?.backend ?? 'none'],
    ...(capabilities?.attempts ?? []).map(attemptRow),
    ['Base weights', capabilities?.base.hash ?? 'not loaded'],
  ];
}

const workerWords = (state: WorkerState): string =>
  state.kind === 'failed' ? `failed: ${state.message}` : state.kind === 'loading' ? 'starting' : 'ready';

export const attemptRow = ({ backend, ok, reason, ms }: BackendAttempt): Rows[number] => [
  backend,
  `${ok ? 'works' : `not used: ${reason}`} (${Math.round(ms)} ms)`,
];

function frameRows(): Rows {
  const { pace, source, faces, playing } = getState();
  const { srcObject } = stageElements().video;
  const camera = srcObject instanceof MediaStream ? srcObject.getVideoTracks()[0]?.getSettings() : undefined;
  const rate = camera?.frameRate ? ` at ${Math.round(camera.frameRate)} fps` : '';
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  return [
    [
      'Source',
      source ? `${source.kind}, ${source.width} × ${source.height}${rate}${playing ? '' : ', paused'}` : 'none',
    ],
    ['Faces', String(faces.length)],
    ...(pace
      ? ([
          ['Frames read', `${pace.fps.toFixed(1)} a second`],
          ['Detection', ms(pace.detect)],
          ['Crops', ms(pace.crop)],
          ['Prediction', ms(pace.model)],
        ] satisfies Rows)
      : []),
  ];
}

async function memoryRows(): Promise<Rows> {
  const { deviceMemory } = navigator as { deviceMemory?: number };
  const { memory: heap } = performance as { memory?: { usedJSHeapSize: number; jsHeapSizeLimit: number } };
  const tensors = await trainerClient()
    ?.call('memory', {})
    .catch(() => null);
  return [
    ['Device', deviceMemory ? `${deviceMemory} GB or more` : 'not told'],
    ['Page', heap ? `${bytes(heap.usedJSHeapSize)} of at most ${bytes(heap.jsHeapSizeLimit)}` : 'not told'],
    ['Tensors', tensors ? `${tensors.tensors.toLocaleString('en')} with ${bytes(tensors.bytes)}` : 'no trainer'],
  ];
}

async function storageRows(): Promise<Rows> {
  const { storage, classes, samples, runs } = getState();
  const { used, most, kept } = await readSpace();
  return [
    ['Database', storage.kind === 'ready' ? (storage.writes ? 'open' : 'open, another tab writes') : storage.kind],
    ['Used', used === null ? 'not told' : `${bytes(used)}${most === null ? '' : ` of about ${bytes(most)}`}`],
    ['Kept by the browser', kept === null ? 'not told' : yes(kept)],
    [
      'Holds',
      `${count(classes.length, 'class').replace(/classs$/, 'classes')}, ${count(samples.length, 'sample')}, ${count(runs.length, 'model')}`,
    ],
  ];
}

async function workerRows(): Promise<Rows> {
  const { offline, update } = useOffline.getState();
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined);
  const names = 'caches' in window ? await caches.keys().catch(() => []) : [];
  return [
    ['Opens offline', offline],
    ['New version', update],
    ['Service worker', registration?.active?.state ?? 'none'],
    ['Answers this page', yes(Boolean(navigator.serviceWorker?.controller))],
    ['Network', navigator.onLine ? 'there' : 'not there'],
    ['Caches', String(names.length)],
  ];
}

function errorRows(): Rows {
  const errors = recentErrors();
  if (errors.length === 0) return [['None', 'nothing has failed on this visit']];
  return errors.map(({ at, where, words }) => [`${at.toLocaleTimeString('en-GB')} ${where}`, words]);
}
