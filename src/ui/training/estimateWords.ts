/** What a run will cost, in a sentence. Pure. */

import type { Estimate } from '../../train/protocol.ts';
import { bytes, duration } from '../parts/words.ts';

/** “About 40 s: 380 steps of 12 ms, …” */
export function estimateWords(estimate: Estimate): string {
  const { seconds, steps, msPerStep, msToPrepare, checkpointBytes } = estimate;
  const each = msPerStep < 10 ? msPerStep.toFixed(1) : Math.round(msPerStep);
  const first = msToPrepare >= 500 ? `, after looking at the samples for ${duration(msToPrepare)}` : '';
  return `About ${duration(1000 * seconds)}: ${steps.toLocaleString('en')} steps of ${each} ms${first}. Takes ${bytes(estimate.bytes)} while it runs and keeps ${bytes(checkpointBytes)} for each checkpoint.`;
}
