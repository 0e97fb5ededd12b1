import { describe, expect, it } from 'vitest';
import { createRng, type Rng, resumeRng } from '../../src/math/rng.ts';
import type { Draw, Sampler, SampleTable } from '../../src/train/objective.ts';
import { balancedSampler, labelledPairSampler, pairSampler, uniformSampler } from '../../src/train/sampler.ts';
import { tableOf } from '../clouds.ts';

/** One sample of class 0, eight of class 1, two of class 2, three without a label; the last of each held out. */
function table(): SampleTable {
  const labels = Int32Array.of(0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, -1, -1, -1);
  const train = [0, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 14, 15];
  return tableOf(labels, 3, train);
}

const draws = (sampler: Sampler, times: number, rng: Rng = createRng(1)): Draw[] =>
  Array.from({ length: times }, () => sampler(rng));

const rowsOf = (drawn: Draw[]) =>
  drawn.flatMap(({ samples, views, labels, groups }) =>
    Array.from(samples, (sample, i) => ({ sample, view: views[i], label: labels[i], group: groups[i] })),
  );

const VIEWS = 4;
const samplers: [string, Sampler][] = [
  ['balanced', balancedSampler(table(), 8, VIEWS)],
  ['uniform', uniformSampler(table(), 8, VIEWS)],
  ['pairs', pairSampler(table(), 8, VIEWS)],
  ['labelled pairs', labelledPairSampler(table(), 8, VIEWS)],
];

describe.each(samplers)('%s', (name, sampler) => {
  it('draws only what may be learned from, with its own label, in batches of one size and all views', () => {
    const { labels, train } = table();
    for (const { samples, views, groups } of draws(sampler, 50)) {
      expect([samples.length, views.length, groups.length]).toEqual([8, 8, 8]);
    }
    const rows = rowsOf(draws(sampler, 300));
    for (const { sample, label } of rows) {
      expect(train).toContain(sample);
      expect(label).toBe(labels[sample]);
    }
    expect(new Set(rows.map(({ view }) => view)).size).toBe(VIEWS);
    const unlabelled = rows.some(({ label }) => label === -1);
    expect(unlabelled).toBe(name === 'pairs');
  });

  it('remembers nothing but the generator: from its state the same batches follow', () => {
    const rng = createRng(5);
    draws(sampler, 10, rng);
    const again = resumeRng(rng.state());
    expect(draws(sampler, 5, again)).toEqual(draws(sampler, 5, rng));
  });
});

describe('classes', () => {
  const shares = (sampler: Sampler) => {
    const counts = [0, 0, 0];
    for (const { label } of rowsOf(draws(sampler, 400))) counts[label ?? 0]! += 1;
    return counts.map((count) => count / 3200);
  };

  it('come equally often when they are balanced', () => {
    for (const sampler of [balancedSampler(table(), 8, 1), labelledPairSampler(table(), 8, 2)]) {
      for (const share of shares(sampler)) expect(share).toBeCloseTo(1 / 3, 1);
    }
  });

  it('come as often as they have samples when they are not', () => {
    const [first = 0, second = 0, third = 0] = shares(uniformSampler(table(), 8, 1));
    expect(first).toBeCloseTo(1 / 11, 1);
    expect(second).toBeCloseTo(8 / 11, 1);
    expect(third).toBeCloseTo(2 / 11, 1);
  });
});

describe('pairs', () => {
  it('are two different views of one sample, and no sample is in two pairs of a batch', () => {
    for (const { samples, views, groups } of draws(pairSampler(table(), 8, VIEWS), 200)) {
      expect(new Set(samples.subarray(0, 4)).size).toBe(4);
      expect([...samples.subarray(0, 4)]).toEqual([...samples.subarray(4)]);
      expect([...groups]).toEqual([0, 1, 2, 3, 0, 1, 2, 3]);
      for (let i = 0; i < 4; i++) expect(views[i]).not.toBe(views[i + 4]);
    }
  });

  it('with labels have those as their groups', () => {
    for (const { labels, groups } of draws(labelledPairSampler(table(), 8, VIEWS), 50)) expect(groups).toEqual(labels);
  });

  it('are as many as there are samples when a batch would hold more', () => {
    for (const { samples, groups } of draws(pairSampler(table(), 64, 2), 20)) {
      expect(new Set(samples)).toEqual(new Set(table().train));
      expect(samples).toHaveLength(2 * table().train.length);
      expect(new Set(groups).size).toBe(table().train.length);
    }
  });

  it('are refused without a second view, and of a single sample', () => {
    expect(() => pairSampler(table(), 64, 1)).toThrow('at least 2 views');
    expect(() => pairSampler({ ...table(), train: [3] }, 64, 2)).toThrow('two samples');
  });
});

it('refuses a class without samples', () => {
  const bare = { ...table(), train: [2, 3, 11] };
  for (const make of [balancedSampler, uniformSampler, labelledPairSampler]) {
    expect(() => make(bare, 8, 2)).toThrow('no sample to learn from');
  }
});
