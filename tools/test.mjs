// Everything that must hold, in one command: set-up, lint, types, dead code, build, sizes, unit and browser tests.
// Ends with "N passed, N failed" alone on a line. With --long the tests run the counts that the issues state.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
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

/** Runs a project's tests. @returns of each of their files what became of its tests */
function run(project, files = []) {
  const report = `tests/output/${project}.json`;
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { status } = spawnSync('npx', ['vitest', 'run', '--project', project, ...reporters, ...files], {
    stdio: 'inherit',
    env,
  });
  const { testResults } = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : { testResults: [] };
  const results = new Map(testResults.map(({ name, ...result }) => [name, counted(result)]));
  if (status !== 0 && !failedOf(results).length) results.set(project, { passed: 0, failed: 1, skipped: 0 });
  return results;
}

/** A file that does not even load has no failed tests of its own, yet it has failed. */
function counted({ status, assertionResults }) {
  const count = (state) => assertionResults.filter((test) => test.status === state).length;
  const [passed, failed] = [count('passed'), count('failed')];
  return {
    passed,
    failed: failed || (status === 'failed' ? 1 : 0),
    skipped: assertionResults.length - passed - failed,
  };
}

const failedOf = (results) => [...results].filter(([, { failed }]) => failed > 0).map(([file]) => file);

function vitest(project, { again = false } = {}) {
  console.log(`\n== ${project} tests`);
  const results = run(project);
  const failed = failedOf(results).filter((file) => existsSync(file));
  if (again && failed.length > 0) {
    console.log(`\n== ${project} tests, again in fresh browsers: ${failed.join(', ')}`);
    for (const [file, result] of run(project, failed)) results.set(file, result);
  }
  for (const result of results.values()) {
    for (const state of Object.keys(total)) total[state] += result[state];
  }
}

mkdirSync('tests/output', { recursive: true });
check('lint and layers', 'npx', ['biome', 'ci', '--error-on-warnings', '.']);
check('types', 'npm', ['run', '--silent', 'typecheck']);
check('dead code', 'npx', ['knip']);
if (check('build', 'npm', ['run', '--silent', 'build'])) {
  check('sizes', 'npx', ['size-limit']);
  vitest('unit');
  // Two browsers on two processors: what a person would wait for can come too late once. The output tells of it.
  const again = Boolean(process.env.CI);
  vitest('browser', { again });
  vitest('measured', { again });
}
if (total.skipped > 0) {
  console.log(
    `\n${total.skipped} skipped: they need data that is not in this repository, or belong to npm run test:long.`,
  );
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
