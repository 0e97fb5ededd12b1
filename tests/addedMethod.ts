/** The method of docs/adding-a-method.md as a file of a copy of this repository: what somebody does who follows it. */

import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What a build and the unit tests read. */
const COPIED = [
  ...[
    'src',
    'tests',
    'tools',
    'docs/results',
    'index.html',
    'open.html',
    'package.json',
    'vite.config.ts',
    'vitest.config.ts',
  ],
  ...['tsconfig.json', 'tsconfig.base.json', 'tsconfig.ui.json', 'tsconfig.worker.json', 'tsconfig.node.json'],
];
const LINKED = ['node_modules', 'public'];

/** Where the document says its method goes, from the root of the repository. */
export const ADDED_FILE = 'src/train/objectives/prototypes.ts';

/** The one block of TypeScript in the document, which names the file too. */
function documented(): string {
  const text = readFileSync(join(ROOT, 'docs/adding-a-method.md'), 'utf8');
  const blocks = [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code]) => code);
  if (blocks.length !== 1 || !text.includes(`\`${ADDED_FILE}\``)) {
    throw new Error('docs/adding-a-method.md is to hold one method, and to say where it goes.');
  }
  return blocks[0] ?? '';
}

/** A folder with everything of this repository and the one new file; `remove` takes it away. */
export function withAddedMethod(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'mien-added-'));
  // What earlier runs have left is no part of the source.
  const filter = (path: string) => !path.startsWith(join(ROOT, 'tests/output'));
  for (const path of COPIED) cpSync(join(ROOT, path), join(folder, path), { recursive: true, filter });
  for (const path of LINKED) symlinkSync(join(ROOT, path), join(folder, path));
  writeFileSync(join(folder, ADDED_FILE), documented(), { flag: 'wx' });
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

/** As a person’s own terminal has it: this runner’s variables would make the other one, or a build, behave otherwise. */
export function ownEnvironment(): NodeJS.ProcessEnv {
  const foreign = ([name]: [string, unknown]) =>
    name !== 'NODE_ENV' && !/^(VITEST|TEST$|DEV$|PROD$|MODE$|SSR$|BASE_URL$)/.test(name);
  return Object.fromEntries(Object.entries(process.env).filter(foreign)) as NodeJS.ProcessEnv;
}
