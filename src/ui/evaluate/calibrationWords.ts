/** What a calibration says, in a sentence. Pure. */

import type { EvaluationReport } from '../../train/protocol.ts';

/** Mean gap between what is said and what is right that is too small to speak of. */
const SMALL = 0.03;

/** A temperature so near to 1 changes nothing that anybody would see. */
const NEAR_ONE = 0.1;

export function calibrationWords({ before, after, temperature }: EvaluationReport['calibration']): string {
  const answers = before.bins.reduce((sum, { count }) => sum + count, 0);
  const mean = (of: 'confidence' | 'accuracy') =>
    before.bins.reduce((sum, bin) => sum + bin[of] * bin.count, 0) / Math.max(1, answers);
  const gap = mean('confidence') - mean('accuracy');
  const says =
    Math.abs(gap) < SMALL
      ? 'On the whole it is right about as often as it says.'
      : gap > 0
        ? `It is too sure of itself: it says ${whole(mean('confidence'))} on average and is right ${whole(mean('accuracy'))} of the time.`
        : `It is surer than it says: it says ${whole(mean('confidence'))} on average and is right ${whole(mean('accuracy'))} of the time.`;
  if (temperature === null || !after) {
    return `${says} To correct it, a temperature is fitted on validation samples when the test samples are judged.`;
  }
  if (Math.abs(temperature - 1) < NEAR_ONE) return `${says} No temperature makes it better.`;
  const change = temperature > 1 ? 'softens' : 'sharpens';
  const better = after.ece < before.ece ? '' : ' Here that does not help: the samples are few, or differ.';
  return `${says} A temperature of ${temperature.toFixed(2)}, found on validation samples, ${change} its answers.${better}`;
}

const whole = (share: number): string => `${Math.round(share * 100)} %`;
