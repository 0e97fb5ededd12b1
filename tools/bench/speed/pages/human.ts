/** @vladmandic/human with its face detector and its emotion model alone. */

import type { Contender, Setting } from '../contender.ts';

type Human = {
  load: () => Promise<void>;
  detect: (frame: HTMLCanvasElement) => Promise<{ face: { emotion?: unknown[] }[] }>;
};

/** `everyFrame`: each answer is of its own frame; else as shipped, where an expression may be 1.5 s old. */
export function createContender(folder: string, wasm: string, everyFrame: boolean): Contender {
  let human: Human;
  const off = { enabled: false };
  const fresh = everyFrame ? { skipFrames: 0, skipTime: 0 } : {};
  return {
    start: async ({ backend, faces }: Setting) => {
      const { Human } = (await import(/* @vite-ignore */ `${folder}dist/human.esm.js`)) as {
        Human: new (config: object) => Human;
      };
      human = new Human({
        backend,
        wasmPath: wasm,
        modelBasePath: `${folder}models/`,
        debug: false,
        filter: off,
        face: {
          enabled: true,
          detector: { maxDetected: faces, rotation: false, ...fresh },
          mesh: off,
          attention: off,
          iris: off,
          description: off,
          antispoof: off,
          liveness: off,
          emotion: { enabled: true, minConfidence: 0, ...fresh },
        },
        body: off,
        hand: off,
        object: off,
        gesture: off,
        segmentation: off,
        ...(everyFrame ? { cacheSensitivity: 0 } : {}),
      });
      await human.load();
    },
    read: async (frame) => {
      const { face } = await human.detect(frame);
      return face.filter(({ emotion }) => (emotion?.length ?? 0) > 0).length;
    },
  };
}
