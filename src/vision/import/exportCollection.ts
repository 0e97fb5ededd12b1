/** Packs the whole collection into a plain zip: pictures in class folders, what is known of them in `mien.json`. */

import { BlobReader, BlobWriter, configure, ZipReader, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js';
import { loadCollection } from '../../data/collection.ts';
import { loadImages } from '../../data/images.ts';
import {
  type Entry,
  folderNames,
  imagePath,
  LANDMARKS_FILE,
  PROJECT_FILE,
  UNLABELLED,
  writeProject,
} from '../../data/projectFile.ts';
import type { Sample, SampleImage } from '../../data/schema.ts';
import { sha256 } from '../../math/sha256.ts';
import { AppError } from '../../rpc/appError.ts';
import type { Context } from '../../rpc/protocol.ts';

// This is a worker already, and the policy lets no other be started from elsewhere.
configure({ useWebWorkers: false });

/** Images that are read from the store at a time. */
const BATCH = 64;

/** Stored as they are, since JPEGs do not shrink, and with one date: the same collection gives the same bytes. */
const SETTINGS = {
  level: 0,
  extendedTimestamp: false,
  lastModDate: new Date(2000, 0, 1),
  useWebWorkers: false,
};

/**
 * Samples whose picture is missing from the store are left out. The directory is read back before the zip is given.
 * @throws `aborted` after the signal; `internal` where the zip does not hold what it should
 */
export async function exportCollection({
  signal,
  report,
}: Pick<Context<{ done: number; total: number }>, 'signal' | 'report'>): Promise<Blob> {
  const { classes, samples, split } = await loadCollection();
  const zip = new ZipWriter(new BlobWriter('application/zip'), SETTINGS);
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
      await zip.add(image, new BlobReader(new Blob([bytes])));
    }
    report({ done: entries.length, total: samples.length });
  }
  if (rows > 0) await zip.add(LANDMARKS_FILE, landmarksOf(samples));
  await zip.add(PROJECT_FILE, new BlobReader(new Blob(writeProject(classes, split, entries))));
  const blob = await zip.close();
  await verify(blob, entries.length + 1 + (rows > 0 ? 1 : 0));
  return blob;
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

/** Reads the directory of what was written. @throws `internal` where files are missing */
async function verify(zip: Blob, expected: number): Promise<void> {
  const entries = await new ZipReader(new BlobReader(zip)).getEntries();
  if (entries.length !== expected) {
    throw new AppError(
      'internal',
      `The export came out incomplete (${entries.length} of ${expected} files). Try again.`,
    );
  }
}
