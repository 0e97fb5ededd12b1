/** Mien's live path as the page runs it: the two built workers, a frame to the one, its faces' crops to the other. */

import { connect } from '../../../../src/rpc/client.ts';
import { spawn } from '../../../../src/rpc/spawn.ts';
import type { TrainerCalls } from '../../../../src/train/protocol.ts';
import type { VisionCalls } from '../../../../src/vision/protocol.ts';
import type { Contender } from '../contender.ts';

const INPUT_SIZE = 48;

/** @param workers addresses of the built workers, absolute; `range`: what the source is taken for */
export function createContender(workers: { vision: string; train: string }, base: string): Contender {
  const vision = connect<VisionCalls>(spawn(new URL(workers.vision), 'vision'));
  const trainer = connect<TrainerCalls>(spawn(new URL(workers.train), 'trainer'));
  let range: 'near' | 'group' = 'near';
  return {
    start: async ({ backend, faces }) => {
      range = faces > 1 ? 'group' : 'near';
      await Promise.all([
        vision.call('init', { base, inputSize: INPUT_SIZE }),
        trainer.call('init', { base, backend, avoid: [] }),
      ]);
    },
    read: async (canvas, time) => {
      const frame = await createImageBitmap(canvas);
      const call = { frame, time, source: 1, range, keepColour: false };
      const { faces } = await vision.call('frame', call, { transfer: [frame] });
      if (faces.length === 0) return 0;
      const crops = new Uint8Array(faces.length * INPUT_SIZE ** 2);
      for (const [i, { crop }] of faces.entries()) crops.set(crop, i * INPUT_SIZE ** 2);
      const { base: scores } = await trainer.call('predict', { crops, count: faces.length });
      return scores.length / 8;
    },
  };
}
