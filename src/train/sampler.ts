/** Draws batches: class-balanced ones, and pairs of views. Numbers only. */

import { integer, type Rng } from '../math/rng.ts';
import { AppError } from '../rpc/appError.ts';
import type { Draw, Sampler, SampleTable } from './objective.ts';

/**
 * Every class equally often, whatever its number of samples: a class, then one of its samples, then one of its views,
 * each with replacement. A row's group is its label.
 * @throws `bad-input` when a class has no sample to learn from
 */
export function balancedSampler(table: SampleTable, size: number, views: number): Sampler {
  const byClass = samplesByClass(table);
  return (rng) => {
    const draw = emptyDraw(size);
    const first = integer(rng, byClass.length);
    for (let i = 0; i < size; i++) {
      const label = (first + i) % byClass.length;
      const samples = byClass[label] ?? [];
      fill(draw, i, samples[integer(rng, samples.length)] ?? 0, integer(rng, views), label, label);
    }
    return draw;
  };
}

/** Every labelled sample equally often, so that large classes count more. A row's group is its label. */
export function uniformSampler(table: SampleTable, size: number, views: number): Sampler {
  return drawnFrom(samplesByClass(table).flat(), table, size, views);
}

/**
 * Every sample with valence and arousal equally often, labelled or not. A row's group is its label.
 * @throws `bad-input` where fewer than two samples have both
 */
export function ratedSampler(table: SampleTable, size: number, views: number): Sampler {
  const { train, valence, arousal } = table;
  const rated = train.filter((i) => Number.isFinite(valence[i]) && Number.isFinite(arousal[i]));
  if (rated.length < 2) {
    throw new AppError(
      'bad-input',
      'Too few samples to learn from have valence and arousal. Rate a recording, or import a table that has them.',
    );
  }
  return drawnFrom(rated, table, size, views);
}

/** These samples equally often, with replacement. */
function drawnFrom(samples: readonly number[], { labels }: SampleTable, size: number, views: number): Sampler {
  return (rng) => {
    const draw = emptyDraw(size);
    for (let i = 0; i < size; i++) {
      const sample = samples[integer(rng, samples.length)] ?? 0;
      const label = labels[sample] ?? -1;
      fill(draw, i, sample, integer(rng, views), label, label);
    }
    return draw;
  };
}

/**
 * Two different views of each of size/2 different samples, labelled or not: rows i and i + size/2 are a pair, and its
 * number is their group. Where there are fewer samples than pairs, the batch has one pair of each.
 * @throws `bad-input` when there is a single view, or a single sample
 */
export function pairSampler({ train, labels }: SampleTable, size: number, views: number): Sampler {
  const pairs = Math.min(Math.floor(size / 2), train.length);
  if (views < 2) throw new AppError('bad-input', 'A pair needs two views: set at least 2 views per sample.');
  if (pairs < 2)
    throw new AppError('bad-input', 'Pairs are compared with each other: two samples are needed at least.');
  return (rng) => {
    const draw = emptyDraw(2 * pairs);
    const drawn = new Set<number>();
    for (let i = 0; i < pairs; i++) {
      let sample = train[integer(rng, train.length)] ?? 0;
      while (drawn.has(sample)) sample = train[integer(rng, train.length)] ?? 0;
      drawn.add(sample);
      const [one, other] = twoViews(rng, views);
      fill(draw, i, sample, one, labels[sample] ?? -1, i);
      fill(draw, i + pairs, sample, other, labels[sample] ?? -1, i);
    }
    return draw;
  };
}

/** As `pairSampler`, of class-balanced samples that may repeat; a row's group is its label. */
export function labelledPairSampler(table: SampleTable, size: number, views: number): Sampler {
  const pairs = Math.floor(size / 2);
  const balanced = balancedSampler(table, pairs, 1);
  return (rng) => {
    const { samples, labels } = balanced(rng);
    const draw = emptyDraw(2 * pairs);
    for (let i = 0; i < pairs; i++) {
      const [one, other] = views < 2 ? [0, 0] : twoViews(rng, views);
      const label = labels[i] ?? 0;
      fill(draw, i, samples[i] ?? 0, one, label, label);
      fill(draw, i + pairs, samples[i] ?? 0, other, label, label);
    }
    return draw;
  };
}

function twoViews(rng: Rng, views: number): [number, number] {
  const one = integer(rng, views);
  return [one, (one + 1 + integer(rng, views - 1)) % views];
}

function samplesByClass({ train, labels, classes }: SampleTable): number[][] {
  const byClass = Array.from({ length: classes }, (_, label) => train.filter((i) => labels[i] === label));
  if (byClass.some((samples) => samples.length === 0)) {
    throw new AppError('bad-input', 'A class has no sample to learn from. Add some, or switch the class off.');
  }
  return byClass;
}

export function emptyDraw(size: number): Draw {
  const column = () => new Int32Array(size);
  return { samples: column(), views: column(), labels: column(), groups: column() };
}

export function fill(draw: Draw, row: number, sample: number, view: number, label: number, group: number): void {
  draw.samples[row] = sample;
  draw.views[row] = view;
  draw.labels[row] = label;
  draw.groups[row] = group;
}
