/** Ends a browser the hard way: its main process is killed, as by a power cut or by the system when memory runs out. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** The main process of the browser that runs on a profile folder; it alone names the folder and is of no type. */
function mainProcess(profile: string): number {
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const words = commandLine(entry);
    if (words.includes(`--user-data-dir=${profile}`) && !words.some((word) => word.startsWith('--type='))) {
      return Number(entry);
    }
  }
  throw new Error(`No browser runs on the profile ${profile}.`);
}

function commandLine(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return []; // It has ended meanwhile.
  }
}

/** Kills the browser on `profile` at once; resolves when its process is gone. */
export async function killBrowser(profile: string): Promise<void> {
  const pid = mainProcess(profile);
  process.kill(pid, 'SIGKILL');
  while (existsSync(`/proc/${pid}`) && commandLine(String(pid)).length > 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
