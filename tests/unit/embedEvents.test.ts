/** What an embedded view tells: places of faces and probabilities, and nothing that a picture could be made of. */

import { expect, it } from 'vitest';
import { facesEvent, readyEvent, stateEvent } from '../../src/ui/embed/events.ts';
import type { LiveFace } from '../../src/ui/live/view.ts';
import { getState } from '../../src/ui/store.ts';

const verdict = (scores: number[], label: number | null) => ({ raw: { scores, label: 0 }, steady: { scores, label } });

const FACE = {
  id: 7,
  box: { x: 0, y: 0, width: 1, height: 1 },
  smoothBox: { x: 1, y: 2, width: 30, height: 40 },
  score: 0.9,
  crop: new Uint8Array(48 * 48),
  stored: { jpeg: new Blob(['picture']), landmarks: new Float32Array(936) },
  base: verdict([0.2, 0.8], 1),
  own: verdict([0.5, 0.5], null),
} as unknown as LiveFace;

const told = {
  ...getState(),
  capabilities: { backend: 'wasm', base: { classes: ['neutral', 'happiness'] } } as never,
  classes: ['Smile', 'Straight'].map((name, order) => ({ id: name, name, colour: '#000000', order, enabled: true })),
};

it('faces: box, scores and label of each model, and no more', () => {
  const event = facesEvent(told, { time: 5, width: 640, height: 480, faces: [FACE] }, 1_000);
  expect(event).toEqual({
    mien: 1,
    type: 'faces',
    time: 1_005,
    width: 640,
    height: 480,
    faces: [
      {
        id: 7,
        box: { x: 1, y: 2, width: 30, height: 40 },
        score: 0.9,
        base: { scores: [0.2, 0.8], label: 'happiness' },
        own: { scores: [0.5, 0.5], label: null },
        affect: null,
      },
    ],
  });
  const place = { valence: 0.5, arousal: -0.25 };
  const moments = [0, 5].map((time) => ({ time, raw: { valence: 1, arousal: 1 }, steady: place }));
  const read = { ...FACE, affect: moments };
  expect(facesEvent(told, { time: 5, width: 640, height: 480, faces: [read] }, 0)).toMatchObject({
    faces: [{ affect: place }],
  });
});

it('state and ready: whether the models are there, what is shown, which model of a link answers', () => {
  expect(readyEvent(told)).toBeNull();
  expect(stateEvent(told, '')).toMatchObject({ type: 'state', models: 'loading', source: null, own: null });
  const ready = { ...told, vision: { kind: 'ready' } as const, trainer: { kind: 'ready' } as const };
  expect(readyEvent(ready)).toEqual({
    mien: 1,
    type: 'ready',
    classes: ['neutral', 'happiness'],
    backend: 'wasm',
  });
  const own = { checkpoint: 'c', key: 'c', classes: ['Smile', 'Straight'], affect: false };
  const source = { kind: 'camera', name: 'A camera’s name', width: 1, height: 1 } as const;
  expect(stateEvent({ ...ready, own, source, playing: true }, 'Mine')).toEqual({
    mien: 1,
    type: 'state',
    models: 'ready',
    source: 'camera',
    playing: true,
    own: { name: 'Mine', classes: ['Smile', 'Straight'] },
  });
  const failed = { ...ready, trainer: { kind: 'failed', message: 'gone' } as const };
  expect(stateEvent(failed, '')).toMatchObject({ models: 'failed' });
});
