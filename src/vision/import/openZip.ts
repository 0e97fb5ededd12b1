/** Reads a zip at random access: its directory first, each file only when it is wanted, within limits. Knows no faces. */

import {
  BlobReader,
  configure,
  type Entry,
  ERR_BAD_FORMAT,
  ERR_CENTRAL_DIRECTORY_NOT_FOUND,
  ERR_ENCRYPTED,
  ERR_ENCRYPTED_CENTRAL_DIRECTORY,
  ERR_EOCDR_NOT_FOUND,
  ERR_UNSUPPORTED_COMPRESSION,
  ERR_UNSUPPORTED_ENCRYPTION,
  type FileEntry,
  ZipReader,
} from '@zip.js/zip.js/lib/zip-core-native.js';
import { cleanPath, isClutter, type Kind, kindOf } from '../../data/fileKind.ts';
import { LARGEST_MODEL_FILE } from '../../data/sharedModel.ts';
import { AppError } from '../../rpc/appError.ts';
import type { Skipped } from '../protocol.ts';
import type { Item } from './gather.ts';

// This is a worker already, and the policy lets no other be started from elsewhere.
configure({ useWebWorkers: false });

const MOST_ENTRIES = 200_000;

/** What one file may unpack to, bytes. */
const LARGEST: Partial<Record<Kind, number>> = {
  picture: 300e6,
  video: 4e9,
  table: 200e6,
  model: LARGEST_MODEL_FILE,
  project: 500e6,
  data: 4e9,
};

/** Unpacked over packed: pictures give little more than 1. Small files may do what they like. */
const MOST_RATIO = 200;
const RATIO_FROM = 20e6;

/** Unpacked over packed for the zip as a whole, so that no small files add up to a bomb. */
const MOST_TOTAL_RATIO = 100;
const TOTAL_RATIO_FROM = 1e9;

/** The files in a zip that are worth a try; `root` is the zip's own path. @throws `bad-input` where it is no zip */
export async function zipItems(root: string, file: Blob): Promise<{ items: Item[]; skipped: Skipped[] }> {
  const items: Item[] = [];
  const skipped: Skipped[] = [];
  const taken = new Set<string>();
  let total = 0;
  for (const entry of await directory(file)) {
    if (entry.directory) continue;
    const { path: inside, refusal: badPath } = cleanPath(entry.filename);
    if (isClutter(inside)) continue;
    const path = `${root}/${inside}`;
    const kind = kindOf(inside);
    const refusal = badPath ?? (taken.has(path) ? TWICE : refusalOf(entry, kind));
    if (refusal) {
      skipped.push({ path, reason: refusal, byHand: null });
      continue;
    }
    taken.add(path);
    total += entry.uncompressedSize;
    items.push({ path, root, kind, size: entry.uncompressedSize, read: () => unpack(entry) });
  }
  if (total > TOTAL_RATIO_FROM && total > MOST_TOTAL_RATIO * file.size) throw bomb(total);
  return { items, skipped };
}

async function directory(file: Blob): Promise<Entry[]> {
  const entries: Entry[] = [];
  try {
    // Names are made safe here, one by one: a single bad one costs no other.
    const reader = new ZipReader(new BlobReader(file), { filenameValidation: 'tolerant' });
    for await (const entry of reader.getEntriesGenerator()) {
      if (entries.push(entry) > MOST_ENTRIES) {
        throw refused(`This zip holds more than ${MOST_ENTRIES.toLocaleString('en')} files. Divide it.`);
      }
    }
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : refused(zipWords(thrown), thrown);
  }
  return entries;
}

const TWICE = 'The zip holds two files of this path; the first was taken. Rename the other.';

function refusalOf(entry: FileEntry, kind: Kind): string | null {
  const { uncompressedSize: size, compressedSize: packed } = entry;
  if (entry.encrypted) return LOCKED;
  if (entry.symlink) return 'It is a link to another file. Pack that file itself.';
  const largest = LARGEST[kind];
  if (largest !== undefined && size > largest) {
    return `It would unpack to ${megabytes(size)}. Only files up to ${megabytes(largest)} are read from a zip.`;
  }
  if (size > RATIO_FROM && size > MOST_RATIO * packed) return bomb(size).message;
  return null;
}

/** @throws `bad-input` where it is damaged, or larger than the zip says */
async function unpack(entry: FileEntry): Promise<Blob> {
  let left = entry.uncompressedSize;
  const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform: (chunk, controller) => {
      left -= chunk.byteLength;
      if (left < 0) throw refused('It unpacks to more than the zip says. Pack it again.');
      controller.enqueue(chunk);
    },
  });
  try {
    const [blob] = await Promise.all([
      new Response(counted.readable).blob(),
      entry.getData(counted.writable, { checkCrc32: true }),
    ]);
    return blob;
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : refused(entryWords(thrown), thrown);
  }
}

const LOCKED = 'It is protected by a password. Pack it again without one.';

function zipWords(thrown: unknown): string {
  const message = messageOf(thrown);
  if (message === ERR_ENCRYPTED_CENTRAL_DIRECTORY) return LOCKED;
  if ([ERR_BAD_FORMAT, ERR_EOCDR_NOT_FOUND, ERR_CENTRAL_DIRECTORY_NOT_FOUND].includes(message)) {
    return 'This is not a zip, or its end is missing. Download or copy it again.';
  }
  return `The directory of this zip is damaged (${message}). Download or pack it again.`;
}

function entryWords(thrown: unknown): string {
  const message = messageOf(thrown);
  if (message === ERR_ENCRYPTED || message === ERR_UNSUPPORTED_ENCRYPTION) return LOCKED;
  if (message === ERR_UNSUPPORTED_COMPRESSION)
    return 'It is packed in a way that is not read here. Pack an ordinary zip.';
  return `It is damaged within the zip (${message}). Download or pack the zip again.`;
}

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6).toLocaleString('en')} MB`;

const bomb = (bytes: number): AppError =>
  refused(`It would unpack to ${megabytes(bytes)}, far more than pictures do. It is left alone for safety.`);

const refused = (message: string, cause?: unknown): AppError => new AppError('bad-input', message, { cause });
