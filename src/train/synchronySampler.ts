/** Draws labelled faces, and beside them faces of people who watch the same clip. Numbers only. */

import { integer, shuffled } from '../math/rng.ts';
import { AppError } from '../rpc/appError.ts';
import type { Sampler, SampleTable } from './objective.ts';
import { balancedSampler, emptyDraw, fill } from './sampler.ts';
import { anchorsOf } from './synchrony.ts';

/**
 * At least half of the rows are labelled ones, class-balanced, of no group. The others come in groups, without labels:
 * first the anchor, then n others at about its time, then n of the same person at another one; n is `most`, or what the
 * anchor's pool has, and no frame is drawn twice for an anchor. Anchors are taken from a list of those that have both,
 * so nothing is searched for while drawing (the released code looks for ever where there are few faces).
 * @param most n, fewer where a batch cannot hold them
 * @throws `bad-input` where no frame has both, or a batch holds no group
 */
export function synchronySampler(
  table: SampleTable,
  size: number,
  views: number,
  { most, synchronous }: { most: number; synchronous: boolean },
): Sampler {
  const room = Math.ceil(size / 2);
  const each = Math.min(most, Math.floor((room - 1) / 2));
  if (each < 1) throw new AppError('bad-input', 'A batch of at least 5 is needed: set a larger batch size.');
  const anchors = anchorsOf(table, each, synchronous);
  if (anchors.length === 0) {
    throw new AppError(
      'bad-input',
      'No two people to learn from watch the same clip for long enough. Record two people or more on the same clip, 31 frames of each, or import a video that shows several.',
    );
  }
  const count = Math.min(anchors.length, Math.floor(room / (1 + 2 * each)));
  const labelled = size - count * (1 + 2 * each);
  const balanced = balancedSampler(table, labelled, views);
  return (rng) => {
    const known = balanced(rng);
    const groups = shuffled(rng, anchors)
      .slice(0, count)
      .map(({ frame, positives, negatives }) => [
        frame,
        ...shuffled(rng, positives()).slice(0, each),
        ...shuffled(rng, negatives()).slice(0, each),
      ]);
    const draw = emptyDraw(labelled + groups.flat().length);
    for (let row = 0; row < labelled; row++) {
      fill(draw, row, known.samples[row] ?? 0, known.views[row] ?? 0, known.labels[row] ?? 0, -1);
    }
    let row = labelled;
    for (const [group, frames] of groups.entries()) {
      for (const { sample } of frames) {
        fill(draw, row, sample, integer(rng, views), -1, group);
        row += 1;
      }
    }
    return draw;
  };
}
