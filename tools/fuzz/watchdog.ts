/** Ends a run that hangs and says at which input: a loop without an end lets nothing else on its thread do so. */

import { Worker } from 'node:worker_threads';
import type { Watch } from './campaign.ts';

/** Far above what any input may take. */
const HANGING_MS = 20_000;
const LONGEST_INPUT = 4_000_000;
const LONGEST_NAME = 64;

/** Places in `state`: how many inputs there were, length of the last one, of its format's name, inputs of that format. */
const WATCHER = `
const { workerData: { state, bytes, name, hanging } } = require('node:worker_threads');
const { writeSync } = require('node:fs');
let last = -1;
setInterval(() => {
  const now = Atomics.load(state, 0);
  if (now === last) {
    const format = Buffer.from(name.slice(0, state[2])).toString();
    writeSync(2, format + ' hangs at input ' + state[3] + ': ' + Buffer.from(bytes.slice(0, state[1])).toString('base64') + '\\n');
    process.kill(process.pid, 'SIGKILL');
  }
  last = now;
}, hanging);
`;

/** @returns what is to be told of each input before it is read, and what ends the watch */
export function watchdog(): { watch: Watch; end: () => Promise<unknown> } {
  const state = new Int32Array(new SharedArrayBuffer(16));
  const bytes = new Uint8Array(new SharedArrayBuffer(LONGEST_INPUT));
  const name = new Uint8Array(new SharedArrayBuffer(LONGEST_NAME));
  const worker = new Worker(WATCHER, { eval: true, workerData: { state, bytes, name, hanging: HANGING_MS } });
  let current = '';
  return {
    watch: (format, input) => {
      state[3] = format === current ? (state[3] ?? 0) + 1 : 1;
      current = format;
      const known = input.subarray(0, LONGEST_INPUT);
      bytes.set(known);
      name.set(Buffer.from(format).subarray(0, LONGEST_NAME));
      state[1] = known.length;
      state[2] = format.length;
      Atomics.add(state, 0, 1);
    },
    end: () => worker.terminate(),
  };
}
