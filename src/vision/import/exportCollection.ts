/** Packs the whole collection into a plain zip: pictures in class folders, what is known of them in `mien.json`. */

import { loadCollection } from '../../data/collection.ts';
import { loadImages } from '../../data/images.ts';
import { createZip } from '../../data/plainZip.ts';
import {
  type Entry,
  folderNames,
  imagePath,
  LANDMARKS_FILE,
  type ModelEntry,
  modelPath,
  PROJECT_FILE,
  UNLABELLED,
  writeProject,
} from '../../data/projectFile.ts';
import type { Sample, SampleImage } from '../../data/schema.ts';
import { sha256 } from '../../math/sha256.ts';
import type { Context } from '../../rpc/protocol.ts';
import type { ExportedModel } from '../protocol.ts';

/** Images that are read from the store at a time. */
const BATCH = 64;

/**
 * Samples whose picture is missing from the store are left out. The directory is read back before the zip is given.
 * @throws `aborted` after the signal; `internal` where the zip does not hold what it should
 */
export async function exportCollection(
  { samples: withSamples, models }: { samples: boolean; models: readonly ExportedModel[] },
  { signal, report }: Pick<Context<{ done: number; total: number }>, 'signal' | 'report'>,
): Promise<Blob> {
  const { classes, samples: all, split } = await loadCollection();
  const samples = withSamples ? all : [];
  const zip = createZip();
  const folders = folderNames(classes);
  const entries: Entry[] = [];
  let rows = 0;
  for await (const batch of batches(samples)) {
    for (const [sample, { jpeg, landmarks }] of batch) {
      signal.throwIfAborted();
      const folder = folders.get(sample.classId ?? '') ?? UNLABELLED;
      const image = imagePath(folder, entries.length + 1);
      const bytes = await jpeg.arrayBuffer();
      entries.push({ sample, image, sha256: await sha256(bytes), landmarks: landmarks ? rows++ : null });
      await zip.add(image, bytes);
    }
    report({ done: entries.length, total: samples.length });
  }
  if (rows > 0) await zip.add(LANDMARKS_FILE, landmarksOf(samples));
  const exported: ModelEntry[] = [];
  for (const [i, { id, name, classes: of, about, file: content }] of models.entries()) {
    const file = modelPath(name, i + 1);
    const bytes = await content.arrayBuffer();
    exported.push({ id, file, sha256: await sha256(bytes), classes: of, about });
    await zip.add(file, bytes);
  }
  await zip.add(PROJECT_FILE, new Blob(writeProject(classes, split, entries, exported)));
  return zip.close();
}

/** Samples with their images, read little by little. */
async function* batches(samples: Sample[]): AsyncGenerator<[Sample, SampleImage][]> {
  for (let first = 0; first < samples.length; first += BATCH) {
    const some = samples.slice(first, first + BATCH);
    const images = new Map((await loadImages(some.map(({ id }) => id))).map((image) => [image.id, image]));
    yield some.flatMap((sample) => {
      const image = images.get(sample.id);
      return image ? [[sample, image] as [Sample, SampleImage]] : [];
    });
  }
}

/** All landmarks in the order of the samples: read a second time, because together they may be too much to hold. */
function landmarksOf(samples: Sample[]): ReadableStream<Uint8Array> {
  const source = batches(samples);
  return new ReadableStream({
    pull: async (controller) => {
      const { value, done } = await source.next();
      if (done) return controller.close();
      for (const [, { landmarks }] of value) {
        if (landmarks) controller.enqueue(new Uint8Array(landmarks.slice().buffer));
      }
    },
  });
}
