/** Mien's training as the page runs it, for the benchmark. */

import type { Collection } from '../../../../src/data/change.ts';
import type { Sample } from '../../../../src/data/schema.ts';
import { wideSide } from '../../../../src/math/faceCrop.ts';
import { fetchFrom, loadWeights } from '../../../../src/model/weights.ts';
import { connect } from '../../../../src/rpc/client.ts';
import { spawn } from '../../../../src/rpc/spawn.ts';
import { defaultOptions } from '../../../../src/train/options.ts';
import type { TrainerCalls } from '../../../../src/train/protocol.ts';
import { objectiveOf } from '../../../../src/train/registry.ts';
import { startRun } from '../../../../src/train/training.ts';
import type { VisionCalls } from '../../../../src/vision/protocol.ts';
import { useBackend } from '../../../../tests/browser/useBackend.ts';
import { memoryStore } from '../../../training/memoryStore.ts';
import { EPOCHS, type Taught } from '../contender.ts';

/**
 * Adapter and classifier on the plain backend, on embeddings of random crops that a quicker one has made before: the same
 * samples, epochs and batch as the peer has, one view of each sample.
 */
export async function teachHeads(root: string, count: number): Promise<Taught> {
  await useBackend('wasm', root);
  const weights = await loadWeights(fetchFrom(root));
  const side = wideSide(weights.base.topology.inputSize);
  const samples = Array.from({ length: count }, (_, i) => sampleOf(i));
  const crops = new Map(samples.map(({ id }) => [id, Uint8Array.from({ length: side * side }, () => noise())]));
  const collection: Collection = { classes: ['0', '1'].map(classOf), samples, split: null };
  const defaults = defaultOptions(objectiveOf('supervised'));
  const common = { ...defaults.common, batchSize: 16, views: 1, saving: 600 };
  const host = {
    ...{ weights, store: memoryStore(crops), collection: async () => collection, save: async () => {} },
    ...{ now: () => Date.now(), newId: () => crypto.randomUUID() },
  };
  const trained = (epochs: number) =>
    startRun(host, { ...defaults, common: { ...common, epochs } }, 'bench', {
      report: () => {},
      asked: () => null,
      breathe: async () => {},
    });
  await trained(1);
  await useBackend('cpu', root);
  const begun = performance.now();
  await trained(EPOCHS);
  const training = performance.now() - begun;
  return { all: training, training, on: 'cpu' };
}

/** Pictures to a trained model through the built workers, everything at its default: found, cut, stored, learned, kept. */
export async function teachPictures(
  workers: { vision: string; train: string },
  base: string,
  pictures: HTMLCanvasElement[],
): Promise<Taught> {
  const vision = connect<VisionCalls>(spawn(new URL(workers.vision), 'vision'));
  const trainer = connect<TrainerCalls>(spawn(new URL(workers.train), 'trainer'));
  await Promise.all([
    vision.call('init', { base, inputSize: 48 }),
    trainer.call('init', { base, backend: 'wasm', avoid: [] }),
  ]);
  const begun = performance.now();
  const files = await Promise.all(
    pictures.map(async (picture, i) => ({ path: `${'ab'[i % 2]}/${i}.jpg`, file: await jpegOf(picture) })),
  );
  const options = { classId: null, person: 'me', session: 'today', multiView: false };
  const film = { framesPerSecond: 1, clipSeconds: null };
  const { change } = await vision.call('import', { files, options: { ...options, ...film } });
  if (change.samples.length < 0.9 * pictures.length) throw new Error(`Only ${change.samples.length} faces were found.`);
  const imported = performance.now();
  await trainer.call('train', { options: defaultOptions(objectiveOf('supervised')), name: 'bench' });
  const ended = performance.now();
  return { all: ended - begun, training: ended - imported, on: 'wasm' };
}

const jpegOf = (picture: HTMLCanvasElement) =>
  new Promise<Blob>((resolve, reject) =>
    picture.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('No JPEG.'))), 'image/jpeg', 0.92),
  );

const noise = () => Math.floor(256 * Math.random());

const classOf = (id: string, order: number) => ({ id, name: id, colour: '#888888', order, enabled: true });

function sampleOf(i: number): Sample {
  return {
    ...{ id: `sample ${i}`, classId: `${i % 2}`, valence: null, arousal: null, intensity: null },
    ...{ person: 'me', session: 'today', source: 'picture', recordedAt: i, clip: null, time: null, moment: null },
    ...{ track: 1, tile: null, yaw: null, pitch: null, file: null },
  };
}
