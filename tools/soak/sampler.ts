/** How much a page, its workers and its processes hold at a moment, and how fast it draws. Knows no user interface. */

import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { openHeaps } from './heaps.ts';

/** Megabytes unless said otherwise. */
export type Sample = {
  round: number;
  /** JavaScript's heap with its buffers after a collection, of the page and of each worker by name. */
  heap: { [name: string]: number };
  /** Of the trainer: tensors alive, and what they take on its backend. */
  tensors: number;
  tensorMB: number;
  /** Nodes of the document. */
  nodes: number;
  /** Resident memory of the browser's renderers, and of all that it runs. */
  rendererMB: number;
  browserMB: number;
  /** Between two frames that the page draws, median, ms. */
  frameMs: number;
};

const MB = 1e6;

/** Of the trainer's tensors, as the library counts them. */
const TENSORS = `(() => {
  const engine = globalThis._tfengine?.memory();
  return { tensors: engine?.numTensors ?? 0, bytes: Math.max(engine?.numBytes ?? 0, engine?.numBytesInGPU ?? 0) };
})()`;

/** @returns what measures, in a pause of whatever is being done */
export async function openSampler(page: Page): Promise<(round: number) => Promise<Sample>> {
  const heaps = await openHeaps(page);
  return async (round) => {
    const frameMs = await page.evaluate(medianFrame);
    const counts = [];
    for (const worker of page.workers())
      counts.push(await worker.evaluate<{ tensors: number; bytes: number }>(TENSORS));
    const trainer = counts.find(({ tensors }) => tensors > 0);
    return {
      round,
      heap: await heaps(),
      tensors: trainer?.tensors ?? 0,
      tensorMB: (trainer?.bytes ?? 0) / MB,
      nodes: await page.evaluate(() => document.querySelectorAll('*').length),
      ...resident(),
      frameMs,
    };
  };
}

/** Median of 60 frames, ms. */
function medianFrame(): Promise<number> {
  return new Promise((resolve) => {
    const times: number[] = [];
    const note = (now: number) => {
      times.push(now);
      if (times.length <= 60) requestAnimationFrame(note);
      else
        resolve(
          times
            .slice(1)
            .map((time, i) => time - (times[i] ?? 0))
            .sort((a, b) => a - b)[30] ?? 0,
        );
    };
    requestAnimationFrame(note);
  });
}

/** Of this process's own browser: its children, and theirs. */
function resident(): Pick<Sample, 'rendererMB' | 'browserMB'> {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(described);
  const own = new Set([process.pid]);
  for (let before = 0; before < own.size; ) {
    before = own.size;
    for (const { pid, parent } of processes) if (own.has(parent)) own.add(pid);
  }
  own.delete(process.pid);
  const sum = (type: string) =>
    processes.filter(({ pid, words }) => own.has(pid) && words.includes(type)).reduce((total, { mb }) => total + mb, 0);
  return { rendererMB: sum('--type=renderer'), browserMB: sum('chrom') };
}

function described(pid: string): { pid: number; parent: number; words: string; mb: number }[] {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return [{ pid: Number(pid), parent: field('PPid'), words, mb: field('VmRSS') / 1000 }];
  } catch {
    return []; // It has ended meanwhile.
  }
}
