// Everything that must hold, in one command: set-up, lint, types, dead code, build, sizes, unit and browser tests.
// Ends with "N passed, N failed" alone on a line. With --long the tests run the counts that the issues state.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { installPrograms } from './setup.mjs';

installPrograms(['chromium', 'ffmpeg']);
const long = process.argv.includes('--long');
const env = { ...process.env, MIEN_BUILT: '1', ...(long ? { MIEN_LONG: '1' } : {}) };
const total = { passed: 0, failed: 0, skipped: 0 };

function check(name, command, args) {
  console.log(`\n== ${name}`);
  const ok = spawnSync(command, args, { stdio: 'inherit', env }).status === 0;
  total[ok ? 'passed' : 'failed']++;
  return ok;
}

function vitest(project) {
  console.log(`\n== ${project} tests`);
  const report = `tests/output/${project}.json`;
  rmSync(report, { force: true });
  const args = [
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const { status } = spawnSync('npx', args, { stdio: 'inherit', env });
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = JSON.parse(
      readFileSync(report, 'utf8'),
    );
    total.passed += numPassedTests;
    total.skipped += numPendingTests;
    // A file that does not even load has no failed tests of its own, yet the run has failed.
    total.failed += numFailedTests || (status !== 0 ? Math.max(1, numFailedTestSuites) : 0);
  } catch {
    total.failed++;
  }
}

mkdirSync('tests/output', { recursive: true });
check('lint and layers', 'npx', ['biome', 'ci', '--error-on-warnings', '.']);
check('types', 'npm', ['run', '--silent', 'typecheck']);
check('dead code', 'npx', ['knip']);
if (check('build', 'npm', ['run', '--silent', 'build'])) {
  check('sizes', 'npx', ['size-limit']);
  vitest('unit');
  vitest('browser');
  vitest('measured');
}
if (total.skipped > 0) {
  console.log(
    `\n${total.skipped} skipped: they need data that is not in this repository, or belong to npm run test:long.`,
  );
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
