/** Mien's live path as the page runs it: the two built workers, a frame in the one while the other reads the frame before. */

import { connect } from '../../../../src/rpc/client.ts';
import { spawn } from '../../../../src/rpc/spawn.ts';
import type { TrainerCalls } from '../../../../src/train/protocol.ts';
import type { Face, VisionCalls } from '../../../../src/vision/protocol.ts';
import type { Contender } from '../contender.ts';

const INPUT_SIZE = 48;

/**
 * @param workers addresses of the built workers, absolute
 * @param everyFace whether each face is read in each frame; else, of many, two in turn, as the page does
 */
export function createContender(
  workers: { vision: string; train: string },
  base: string,
  everyFace: boolean,
): Contender {
  const vision = connect<VisionCalls>(spawn(new URL(workers.vision), 'vision'));
  const trainer = connect<TrainerCalls>(spawn(new URL(workers.train), 'trainer'));
  let range: 'near' | 'group' = 'near';
  let reading: Promise<unknown> = Promise.resolve();

  const predict = (faces: Face[]) => {
    const crops = new Uint8Array(faces.length * INPUT_SIZE ** 2);
    for (const [i, { crop }] of faces.entries()) crops.set(crop, i * INPUT_SIZE ** 2);
    return trainer.call('predict', { crops, count: faces.length });
  };

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
      const call = { frame, time, source: 1, range, everyFace, keepColour: false };
      const { faces } = await vision.call('frame', call, { transfer: [frame] });
      await reading;
      const fresh = faces.filter((face) => face.fresh);
      if (fresh.length > 0) reading = predict(fresh);
      return fresh.length;
    },
    finish: async () => {
      await reading;
    },
  };
}
