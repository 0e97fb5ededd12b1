/** What a figure was measured on, and so what it is worth; how figures of a method's own are written. */

import type { HistoryPoint, JudgedOn } from '../../data/schema.ts';

export const JUDGED: { [On in JudgedOn]: { short: string; on: string; worth: string } } = {
  validation: {
    short: 'validation samples',
    on: 'of the validation samples',
    worth: 'They were kept aside by your split. The test samples have not been looked at.',
  },
  session: {
    short: 'another session',
    on: 'of a recording that it did not learn from',
    worth: 'That session was kept aside whole, so this is a fair test of you on another occasion.',
  },
  time: {
    short: 'the end of each recording',
    on: 'of the end of each recording, kept aside',
    worth: 'It is from the same sitting, so expect less on another day and in other light.',
  },
  training: {
    short: 'its own samples',
    on: 'of the samples that it learned from',
    worth: 'That says little. With 10 samples or more of each class, some are kept aside for an honest figure.',
  },
};

/** Of a method's own: “0.41”. */
export const metricNumber = (value: number): string => value.toFixed(2);

/** “CCC 0.41, CCC of weak expressions 0.20”; empty where the method has none. */
export const metricWords = (metrics: NonNullable<HistoryPoint['metrics']>): string =>
  Object.entries(metrics)
    .map(([label, value]) => `${label} ${metricNumber(value)}`)
    .join(', ');
