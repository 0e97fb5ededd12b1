/** The tests of a file go on where the one before left the page: once one has failed, the rest would wait in vain. */

import { afterEach, beforeEach } from 'vitest';

let failed: string | null = null;

beforeEach(({ skip }) => {
  if (failed !== null) skip(`“${failed}” before it has failed.`);
});
afterEach(({ task }) => {
  if (task.result?.state === 'fail') failed ??= task.name;
});
