/** How much memory a run's features take, and when that is too much. Knows no steps. */

import { wideSide } from '../math/faceCrop.ts';
import { bytesPerSample } from './features.ts';
import type { Prepared } from './plan.ts';

/** Features of a run may take this much memory: a tab of an ordinary machine holds it beside the rest. */
const MOST_BYTES = 1.5e9;

/** Why a run is too large for this page, and what to change; null when it is not. */
export function refusalOf(prepared: Prepared): string | null {
  const bytes = featureBytes(prepared);
  if (bytes <= MOST_BYTES) return null;
  const { scope, views } = prepared.options.common;
  const fitting = Math.floor((views * MOST_BYTES) / bytes);
  const change =
    scope === 'last' && fitting < 1
      ? 'Train the adapter and heads alone, or the whole encoder, which keeps no views'
      : `Set the views per sample to ${Math.max(1, fitting)}`;
  return `The views of ${prepared.dataset.samples.length} samples would take ${gigabytes(bytes)} of memory, more than the ${gigabytes(MOST_BYTES)} that a page may use. ${change}.`;
}

export function featureBytes({ start, options, dataset }: Prepared): number {
  const { scope, views } = options.common;
  return dataset.samples.length * bytesPerSample(start, scope, views, wideSide(start.topology.inputSize));
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;
