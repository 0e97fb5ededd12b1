/** What waits for `npm run test:long`: full counts, and variants of what a shorter test shows in kind. */

import { it } from 'vitest';

export const LONG = Boolean(process.env.MIEN_LONG);

/** A test of the long run alone; skipped, and counted so, in the short one. */
export const itLong = it.runIf(LONG);
