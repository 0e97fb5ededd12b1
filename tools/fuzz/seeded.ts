/** Puts bugs into a copy of the source, one at a time, and looks whether the fuzzer finds each. Knows no format. */

import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

const PATCHES = 'tools/fuzz/seededBugs';

/** What a fuzzer needs to run elsewhere. */
const COPIED = ['src', 'tools', 'package.json'];

/** `after`: inputs of the format that showed it, until it did; null where none did. */
export type Found = { bug: string; after: number | null; how: string };

/** @param args for the fuzzer */
export function findSeeded(args: string[], tell: (found: Found) => void): Found[] {
  const patches = readdirSync(PATCHES).filter((file) => file.endsWith('.patch'));
  return patches.map((file) => {
    const folder = mkdtempSync(join(tmpdir(), 'mien-fuzz-'));
    try {
      for (const part of COPIED) cpSync(part, join(folder, part), { recursive: true });
      symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
      execFileSync('git', ['apply', resolve(PATCHES, file)], { cwd: folder, env: { ...process.env, GIT_DIR: folder } });
      const run = spawnSync('node', ['tools/run.mjs', 'tools/fuzz.ts', ...args], { cwd: folder, encoding: 'utf8' });
      const found = { bug: basename(file, '.patch'), ...outcome(run.stdout + run.stderr) };
      tell(found);
      return found;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

function outcome(output: string): Omit<Found, 'bug'> {
  const hung = /^(\w+) hangs at input (\d+)/m.exec(output);
  if (hung) return { after: Number(hung[2]), how: `${hung[1]}: hangs` };
  const [, format, after, failure] = /^(\w+): .*\n {2}FAILED after (\d+) inputs: (.*)/m.exec(output) ?? [];
  if (format && failure) return { after: Number(after), how: `${format}: ${failure.slice(0, 120)}` };
  return { after: null, how: 'not found' };
}
