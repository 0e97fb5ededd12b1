/** Finds the faces of pictures in a vision worker, started with the first of them. Knows no model of expressions. */

import { type Client, connect } from '../rpc/client.ts';
import { spawn } from '../rpc/spawn.ts';
import type { Face, VisionCalls } from '../vision/protocol.ts';
import workerUrl from '../vision/stillWorker.ts?worker&url';

type Calls = Pick<VisionCalls, 'init' | 'picture'>;
type Found = { width: number; height: number; faces: Pick<Face, 'box' | 'score' | 'crop'>[] };

/** @param root of the build: where the face models are. @param inputSize of the crops, px */
export function createFaceReader(root: URL, inputSize: number): (picture: Blob) => Promise<Found> {
  let starting: Promise<Client<Calls>> | undefined;

  const start = async (): Promise<Client<Calls>> => {
    const client = connect<Calls>(spawn(new URL(workerUrl, import.meta.url), 'vision'));
    const forget = () => {
      starting = undefined;
    };
    void client.died.then(forget);
    try {
      await client.call('init', { base: root.href, inputSize });
      return client;
    } catch (thrown) {
      client.close();
      forget();
      throw thrown;
    }
  };

  return async (file) => {
    starting ??= start();
    const client = await starting;
    const { bitmap, width, height, faces } = await client.call('picture', { file, keepColour: false });
    bitmap.close();
    return { width, height, faces };
  };
}
