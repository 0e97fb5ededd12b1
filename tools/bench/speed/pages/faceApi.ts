/** @vladmandic/face-api with its tiny detector and its expression net. */

import type { Contender, Setting } from '../contender.ts';

type FaceApi = {
  tf: {
    setWasmPaths: (folder: string) => void;
    setBackend: (name: string) => Promise<boolean>;
    ready: () => Promise<void>;
  };
  nets: { [net: string]: { loadFromUri: (folder: string) => Promise<void> } };
  TinyFaceDetectorOptions: new (options?: object) => object;
  detectAllFaces: (
    frame: HTMLCanvasElement,
    options: object,
  ) => { withFaceExpressions: () => Promise<{ expressions: object }[]> };
};

export function createContender(folder: string, wasm: string): Contender {
  let api: FaceApi;
  return {
    start: async ({ backend }: Setting) => {
      api = (await import(/* @vite-ignore */ `${folder}dist/face-api.esm.js`)) as FaceApi;
      api.tf.setWasmPaths(wasm);
      await api.tf.setBackend(backend);
      await api.tf.ready();
      await api.nets.tinyFaceDetector?.loadFromUri(`${folder}model`);
      await api.nets.faceExpressionNet?.loadFromUri(`${folder}model`);
    },
    read: async (frame) => {
      const faces = await api.detectAllFaces(frame, new api.TinyFaceDetectorOptions()).withFaceExpressions();
      return faces.length;
    },
  };
}
