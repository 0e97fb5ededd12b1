/** The method of docs/adding-a-method.md is one new file: it compiles, the registry finds it, and its tests hold. */

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ownEnvironment, withAddedMethod } from '../addedMethod.ts';

let added: ReturnType<typeof withAddedMethod>;
beforeAll(() => {
  added = withAddedMethod();
});
afterAll(() => added.remove());

/** What a program of this repository's tools says of the copy; nothing where it is content. */
async function complaints(program: string, ...args: string[]): Promise<string> {
  const path = join(added.folder, 'node_modules/.bin', program);
  try {
    await promisify(execFile)(path, args, { cwd: added.folder, env: ownEnvironment() });
    return '';
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    return `${error}\n${stdout}\n${stderr}`;
  }
}

/** A second runner beside the other tests, each on its own processor. */
const SLOW = { timeout: 240_000 };

it('compiles', SLOW, async () => {
  expect(await complaints('tsc', '-p', 'tsconfig.worker.json')).toBe('');
});

it(
  'passes every test that the registry puts a method to: its losses fall, it resumes exactly, it leaves nothing',
  SLOW,
  async () => {
    const report = join(added.folder, 'report.json');
    const which = ['tests/unit/objectives.test.ts', '--testNamePattern', '^prototypes '];
    const reported = ['--reporter=json', `--outputFile=${report}`];
    expect(await complaints('vitest', 'run', '--project', 'unit', ...which, ...reported)).toBe('');
    const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
      testResults: { assertionResults: { title: string; status: string }[] }[];
    };
    const passed = testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status === 'passed');
    expect(passed.map(({ title }) => title)).toEqual(
      expect.arrayContaining([
        'has metadata that a form and a page can be made of',
        expect.stringContaining('lowers the loss of each of its stages'),
        expect.stringContaining('resumes exactly'),
      ]),
    );
  },
);
