/** Whether faces attend to those of their own class, in a sentence. Pure. */

import type { SeenAttention } from '../../train/protocol.ts';
import { percent } from '../parts/words.ts';

/**
 * How much of the attention stays within the class, and how much would if every face looked at all others alike; each a
 * mean over the rows, 0–1.
 * @param classOf class of each row
 */
export function ownShare(
  classOf: readonly string[],
  { samples, weights }: SeenAttention,
): { own: number; even: number } {
  const count = classOf.length;
  let [own, even] = [0, 0];
  for (let row = 0; row < count; row++) {
    // The same face cannot look at itself.
    const others = [...classOf.keys()].filter((column) => samples[column] !== samples[row]);
    const alike = others.filter((column) => classOf[column] === classOf[row]);
    own += alike.reduce((sum, column) => sum + (weights[row * count + column] ?? 0), 0) / count;
    even += alike.length / Math.max(1, others.length) / count;
  }
  return { own, even };
}

export function attentionWords(classOf: readonly string[], attention: SeenAttention): string {
  const { own, even } = ownShare(classOf, attention);
  return `${percent(own)} of the attention stays within a face’s own class; ${percent(even)} would if all others counted alike.`;
}
