// Makes a fresh machine ready: Node packages, and Chromium and ffmpeg where the tests need them. Needs only Node itself.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Mien needs Node 20.19 or newer, this is ${process.versions.node}. Install a newer Node and try again.`,
  );
  process.exit(1);
}

const STAMP = 'node_modules/.mien-lock';
const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== lock) {
  console.log('Installing packages …');
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { stdio: 'inherit' });
  writeFileSync(STAMP, lock);
}

/** Debian packages that a program on the path stands for. */
export function installPrograms(programs) {
  const missing = programs.filter((program) => spawnSync('which', [program]).status !== 0);
  if (missing.length === 0) return;
  console.log(`Installing ${missing.join(' and ')} …`);
  const sudo = process.getuid?.() === 0 ? [] : ['sudo'];
  const run = (...command) => {
    const [program, ...args] = [...sudo, ...command];
    execFileSync(program, args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  };
  try {
    run('apt-get', 'update', '-qq');
    run('apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...missing);
  } catch {
    console.error(
      `Could not install ${missing.join(' and ')}. Install them by hand (on Debian: apt-get install ${missing.join(' ')}) and try again.`,
    );
    process.exit(1);
  }
}
