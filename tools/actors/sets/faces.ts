/** Stored faces of pictures, as the app's own vision worker cuts them: real Chromium, real MediaPipe. Knows no actors. */

import { preview } from 'vite';
import { openBareWorker } from '../../../tests/browser/bareWorker.ts';
import { launch } from '../../../tests/browser/page.ts';

/** JPEG of 160 px with margin, and f32 [468, 2] landmarks in units of its side (src/vision/protocol.ts). */
export type CutFace = { jpeg: Uint8Array; landmarks: Float32Array };

export type FaceReader = {
  /** The largest face of a PNG; undefined where none is found. */
  read: (png: Uint8Array) => Promise<CutFace | undefined>;
  close: () => Promise<void>;
};

/** Needs a build of the app in dist/. */
export async function openFaceReader(): Promise<FaceReader> {
  const server = await preview({ appType: 'mpa', logLevel: 'error', preview: { port: 0, open: false } });
  const browser = await launch();
  const root = server.resolvedUrls!.local[0]!;
  const { page } = await openBareWorker(browser, root, 'vision');
  await page.evaluate(async (base) => {
    line.start();
    await line.call('init', { base, inputSize: 48 });
  }, root);
  return {
    async read(png) {
      const face = await page.evaluate(async (text) => {
        const file = new Blob([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], { type: 'image/png' });
        const { faces } = (await line.call('picture', { file, keepColour: true })) as {
          faces: { stored: { jpeg: Blob; landmarks: Float32Array } }[];
        };
        const stored = faces[0]?.stored;
        if (!stored) return;
        return { jpeg: [...new Uint8Array(await stored.jpeg.arrayBuffer())], landmarks: [...stored.landmarks] };
      }, Buffer.from(png).toString('base64'));
      return face && { jpeg: Uint8Array.from(face.jpeg), landmarks: Float32Array.from(face.landmarks) };
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
