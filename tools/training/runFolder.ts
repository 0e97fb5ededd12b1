/** A run's folder: its record, its checkpoints and its metrics, each write whole or not at all. Knows no tensors. */

import { appendFileSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NewCheckpoint, StoredCheckpoint } from '../../src/data/runs.ts';
import type { Checkpoint, CheckpointKind, RunRecord } from '../../src/data/schema.ts';
import { sha256 } from '../../src/math/sha256.ts';
import { AppError } from '../../src/rpc/appError.ts';

const RECORD = 'run.json';
const METRICS = 'metrics.jsonl';

/** `run.json`: the run, and which files hold its checkpoints. */
type Stored = { run: RunRecord; checkpoints: (Checkpoint & { file: string; sha256: string })[] };

export type RunFolder = {
  /** As `saveRun` of the page: the record and its new checkpoints, which replace those of the same kind. */
  save: (run: RunRecord, made: readonly NewCheckpoint[]) => Promise<void>;
  /** The run and its last checkpoint; null for one that was killed before its first save. @throws as `load` */
  resume: () => Promise<{ run: RunRecord; tensors: ArrayBuffer | null }>;
  /** The newest of a kind. @throws `bad-input` where there is none, `bad-weights` where it is damaged */
  load: (kind: CheckpointKind) => Promise<StoredCheckpoint>;
  /** One line of `metrics.jsonl`. */
  log: (line: { step: number; [key: string]: unknown }) => void;
  /** Takes the lines after a step out: the run goes on from there. */
  cutLog: (step: number) => Promise<void>;
  write: (file: string, text: string) => Promise<void>;
};

/** @param fresh whether a new run is to begin there @throws `bad-input` where it then holds a run already */
export async function openRunFolder(folder: string, fresh: boolean): Promise<RunFolder> {
  await mkdir(folder, { recursive: true });
  const at = (name: string) => join(folder, name);
  const read = async (): Promise<Stored | null> => {
    const text = await readFile(at(RECORD), 'utf8').catch(() => null);
    return text === null ? null : (JSON.parse(text) as Stored);
  };
  if (fresh && (await read())) {
    throw new AppError(
      'bad-input',
      `${folder} holds a run already. Set “resume” to true to go on with it, or choose another folder as “out”.`,
    );
  }

  const replace = async (name: string, data: string | Uint8Array) => {
    const file = await open(at(`${name}.tmp`), 'w');
    try {
      await file.writeFile(data);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(at(`${name}.tmp`), at(name));
  };

  const load: RunFolder['load'] = async (kind) => {
    const stored = await read();
    const found = stored?.checkpoints.find((known) => known.kind === kind);
    if (!stored || !found) throw nothing(folder);
    const { file, sha256: expected, ...checkpoint } = found;
    const bytes = await readFile(at(file)).catch(() => null);
    const tensors = bytes && new Uint8Array(bytes).buffer;
    if (!tensors || (await sha256(tensors)) !== expected) {
      throw new AppError('bad-weights', `${at(file)} is missing or damaged. Begin a new run in another folder.`);
    }
    return { run: stored.run, checkpoint, tensors };
  };

  return {
    load,
    resume: async () => {
      const stored = await read();
      if (!stored) throw nothing(folder);
      return stored.checkpoints.length > 0 ? load('last') : { run: stored.run, tensors: null };
    },
    save: async (run, made) => {
      const kept = new Map((await read())?.checkpoints.map((known) => [known.kind, known]) ?? []);
      for (const { tensors, ...checkpoint } of made) {
        // A name of its own: until the record names the new one, it names a file that is whole.
        const file = `${checkpoint.kind}-${checkpoint.step}.safetensors`;
        await replace(file, new Uint8Array(tensors));
        kept.set(checkpoint.kind, { ...checkpoint, bytes: tensors.byteLength, file, sha256: await sha256(tensors) });
      }
      const stored: Stored = { run, checkpoints: [...kept.values()] };
      await replace(RECORD, `${JSON.stringify(stored, null, 2)}\n`);
      const named = new Set(stored.checkpoints.map(({ file }) => file));
      for (const name of await readdir(folder)) {
        if (name.includes('.safetensors') && !named.has(name)) await rm(at(name));
      }
    },
    log: (line) => appendFileSync(at(METRICS), `${JSON.stringify(line)}\n`),
    cutLog: async (step) => {
      const text = await readFile(at(METRICS), 'utf8').catch(() => '');
      const lines = text.split('\n').filter((line) => stepOf(line) <= step);
      await replace(METRICS, lines.map((line) => `${line}\n`).join(''));
    },
    write: (file, text) => writeFile(at(file), text),
  };
}

const nothing = (folder: string): AppError =>
  new AppError('bad-input', `${folder} holds no run to go on with. Set “resume” to false to begin one there.`);

/** Infinity for an empty line and for one that was cut short by a kill. */
function stepOf(line: string): number {
  try {
    return JSON.parse(line).step;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
