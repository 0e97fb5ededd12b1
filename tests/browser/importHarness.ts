/** Imports and exports through the built vision worker into real IndexedDB, in a bare page under the app's policy. */

import type { Browser } from 'playwright-core';
import { inject } from 'vitest';
import type { Change, Collection } from '../../src/data/change.ts';
import type { Appearance } from '../../src/math/appearance.ts';
import type { FaceRegions } from '../../src/math/faceRegions.ts';
import type { ImportOptions, ImportProgress, ImportSummary, Square } from '../../src/vision/protocol.ts';
import { openBareWorker } from './bareWorker.ts';
import { bundleModules } from './modules.ts';
import type { Watched } from './page.ts';

export type Given = { path: string; bytes: Uint8Array; type?: string };

/** Everything stored; images as the checksums of their bytes. */
export type State = Collection & { images: { id: string; jpeg: string; landmarks: string | null; points: number }[] };

export type Importer = Watched & {
  /** @param stopAt the call is aborted at the first progress with so many added. Rejects with "code: message" */
  import: (files: Given[], options?: Partial<ImportOptions>, stopAt?: number) => Promise<Imported>;
  skippedPicture: (files: Given[], path: string) => Promise<{ width: number; height: number }>;
  /** The crop's sides and the grey level in its middle and in its corner, 0–255. */
  cropByHand: (files: Given[], path: string, square: Square) => Promise<{ sides: [number, number]; greys: number[] }>;
  export: () => Promise<Buffer>;
  state: () => Promise<State>;
  /** Of every sample; null where it has no landmarks. */
  regions: () => Promise<(FaceRegions | null)[]>;
  /** How every sample looks, framed as the model sees it. */
  appearances: () => Promise<{ id: string; file: string; appearance: Appearance }[]>;
  wipe: () => Promise<void>;
  /** Writes a change as the page does. */
  commit: (change: Change) => Promise<void>;
  /** Writes a sample without landmarks, its picture being that of another one. */
  commitBare: (sample: { id: string; classId: string }) => Promise<void>;
};

export type Imported = ImportSummary & { progress: ImportProgress[]; seconds: number };

declare const modules: {
  collection: typeof import('../../src/data/collection.ts');
  images: typeof import('../../src/data/images.ts');
  faceRegions: typeof import('../../src/math/faceRegions.ts');
  faceCrop: typeof import('../../src/math/faceCrop.ts');
  appearance: typeof import('../../src/math/appearance.ts');
  wipe: typeof import('../../src/data/wipe.ts');
  records: typeof import('../records.ts');
  sha256: typeof import('../../src/math/sha256.ts');
};

type Sent = { path: string; base64: string; type: string };

declare global {
  var givenFiles: (files: Sent[]) => { path: string; file: Blob }[];
}

const OPTIONS: ImportOptions = {
  classId: null,
  person: 'somebody',
  session: 'today',
  multiView: true,
  framesPerSecond: 5,
  clipSeconds: null,
};

export async function openImporter(browser: Browser): Promise<Importer> {
  const root = inject('root');
  const watched = await openBareWorker(browser, root, 'vision');
  const { page, context } = watched;
  const script = await bundleModules({
    collection: 'src/data/collection.ts',
    images: 'src/data/images.ts',
    faceRegions: 'src/math/faceRegions.ts',
    faceCrop: 'src/math/faceCrop.ts',
    appearance: 'src/math/appearance.ts',
    wipe: 'src/data/wipe.ts',
    records: 'tests/records.ts',
    sha256: 'src/math/sha256.ts',
  });
  await context.route(`${root}test-modules.js`, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: script }),
  );
  await page.addScriptTag({ url: `${root}test-modules.js` });
  await page.evaluate(async (base) => {
    globalThis.givenFiles = (files) =>
      files.map(({ path, base64, type }) => ({
        path,
        file: new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], { type }),
      }));
    line.start();
    await line.call('init', { base, inputSize: 48 });
  }, root);

  return {
    ...watched,
    import: (files, options, stopAt = Number.POSITIVE_INFINITY) =>
      page.evaluate(
        async ({ sent, chosen, stop }) => {
          line.progress.length = 0;
          const start = performance.now();
          const call = line.call('import', { files: givenFiles(sent), options: chosen });
          const watch = setInterval(() => {
            const latest = line.progress.at(-1) as ImportProgress | undefined;
            if (latest && latest.added >= stop) line.abort();
          }, 5);
          const summary = (await call.finally(() => clearInterval(watch))) as ImportSummary;
          const progress = line.progress as ImportProgress[];
          return { ...summary, progress, seconds: (performance.now() - start) / 1000 };
        },
        { sent: sendable(files), chosen: { ...OPTIONS, ...options }, stop: Math.min(stopAt, 1e9) },
      ),
    skippedPicture: (files, path) =>
      page.evaluate(
        async ({ sent, wanted }) => {
          const { bitmap } = (await line.call('skippedPicture', { files: givenFiles(sent), path: wanted })) as {
            bitmap: ImageBitmap;
          };
          return { width: bitmap.width, height: bitmap.height };
        },
        { sent: sendable(files), wanted: path },
      ),
    cropByHand: (files, path, square) =>
      page.evaluate(
        async ({ sent, ...rest }) => {
          const { jpeg } = (await line.call('cropByHand', { files: givenFiles(sent), ...rest })) as { jpeg: Blob };
          const bitmap = await createImageBitmap(jpeg);
          const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
          context.drawImage(bitmap, 0, 0);
          const grey = (x: number, y: number) => context.getImageData(x, y, 1, 1).data[1]!;
          return {
            sides: [bitmap.width, bitmap.height] as [number, number],
            greys: [grey(bitmap.width / 2, bitmap.height / 2), grey(2, 2)],
          };
        },
        { sent: sendable(files), path, square },
      ),
    export: async () =>
      Buffer.from(
        await page.evaluate(async () => {
          const { zip } = (await line.call('export', { samples: true, models: [] })) as { zip: Blob };
          const reader = new FileReader();
          reader.readAsDataURL(zip);
          await new Promise((loaded) => {
            reader.onload = loaded;
          });
          return (reader.result as string).slice((reader.result as string).indexOf(',') + 1);
        }),
        'base64',
      ),
    state: () =>
      page.evaluate(async () => {
        const { sha256 } = modules.sha256;
        const collection = await modules.collection.loadCollection();
        const images = await modules.images.loadImages(collection.samples.map(({ id }) => id));
        const hashed = images.map(async ({ id, jpeg, landmarks }) => ({
          id,
          jpeg: await sha256(await jpeg.arrayBuffer()),
          landmarks: landmarks && (await sha256(landmarks.slice())),
          points: landmarks?.length ?? 0,
        }));
        return { ...collection, images: await Promise.all(hashed) };
      }),
    regions: () =>
      page.evaluate(async () => {
        const { samples } = await modules.collection.loadCollection();
        const images = await modules.images.loadImages(samples.map(({ id }) => id));
        return images.map(({ landmarks }) => landmarks && modules.faceRegions.faceRegions(landmarks));
      }),
    appearances: () =>
      page.evaluate(async () => {
        const { appearanceOf } = modules.appearance;
        const { modelCrop, STORED_SIDE } = modules.faceCrop;
        const { samples } = await modules.collection.loadCollection();
        const images = await modules.images.loadImages(samples.map(({ id }) => id));
        const context = new OffscreenCanvas(STORED_SIDE, STORED_SIDE).getContext('2d', { willReadFrequently: true })!;
        const looks = [];
        for (const [i, { id, jpeg }] of images.entries()) {
          context.drawImage(await createImageBitmap(jpeg), 0, 0);
          const { data } = context.getImageData(0, 0, STORED_SIDE, STORED_SIDE);
          looks.push({ id, file: samples[i]?.file ?? '', appearance: appearanceOf(modelCrop(data, 16)) });
        }
        return looks;
      }),
    wipe: () =>
      page.evaluate(async () => {
        await modules.wipe.deleteEverything();
      }),
    commit: (change) => page.evaluate((given) => modules.collection.commit(given), change),
    commitBare: (bare) =>
      page.evaluate(async ({ id, classId }) => {
        const { samples } = await modules.collection.loadCollection();
        const [image] = await modules.images.loadImages(samples.slice(0, 1).map((sample) => sample.id));
        const after = modules.records.sampleOf(id, classId, { yaw: null, pitch: null, recordedAt: Date.now() + 1 });
        await modules.collection.commit({ classes: [], samples: [{ before: null, after }] }, [
          { id, jpeg: image!.jpeg, landmarks: null },
        ]);
      }, bare),
  };
}

const sendable = (files: Given[]): Sent[] =>
  files.map(({ path, bytes, type = '' }) => ({ path, type, base64: Buffer.from(bytes).toString('base64') }));
