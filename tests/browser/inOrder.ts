/** The tests of a file go on where the one before left the page: once one has failed, the rest would wait in vain. */

import { afterEach, beforeEach, type RunnerTestCase } from 'vitest';

let failed: Readonly<RunnerTestCase> | null = null;

beforeEach(({ task, skip }) => {
  // Some may be tried again.
  if (failed !== null && failed !== task) skip(`“${failed.name}” before it has failed.`);
});
afterEach(({ task }) => {
  if (task.result?.state === 'fail') failed ??= task;
  else if (failed === task) failed = null;
});
