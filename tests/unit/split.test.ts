import { describe, expect, it } from 'vitest';
import { type Judgeable, splitSamples } from '../../src/train/split.ts';

/** `count` samples of a class in a session, a tenth of a second apart. */
const recording = (label: number, session: string, count: number, from: number): Judgeable[] =>
  Array.from({ length: count }, (_, i) => ({ label, session, recordedAt: from + 100 * i, heldOut: false }));

describe('the split of samples', () => {
  it('judges on what the user holds out, before anything else', () => {
    const samples = recording(0, 'monday', 4, 0).concat(recording(1, 'monday', 4, 5_000));
    samples[1]!.heldOut = true;
    samples[6]!.heldOut = true;
    expect(splitSamples(samples, 2)).toEqual({ train: [0, 2, 3, 4, 5, 7], judge: [1, 6], judgedOn: 'validation' });
  });

  it('holds out the latest session that shows every class', () => {
    const samples = [
      ...recording(0, 'monday', 20, 0),
      ...recording(1, 'monday', 20, 5_000),
      ...recording(0, 'tuesday', 8, 100_000),
      ...recording(1, 'tuesday', 8, 105_000),
      ...recording(0, 'wednesday', 5, 200_000),
    ];
    const { train, judge, judgedOn } = splitSamples(samples, 2);
    expect(judgedOn).toBe('session');
    expect(new Set(judge.map((i) => samples[i]?.session))).toEqual(new Set(['tuesday']));
    expect(new Set(train.map((i) => samples[i]?.session))).toEqual(new Set(['monday', 'wednesday']));
    expect(train.length + judge.length).toBe(samples.length);
  });

  it('never holds out a session that has most of the samples', () => {
    const samples = [
      ...recording(0, 'a', 3, 0),
      ...recording(1, 'a', 3, 1_000),
      ...recording(0, 'b', 30, 10_000),
      ...recording(1, 'b', 30, 20_000),
    ];
    const { judge, judgedOn } = splitSamples(samples, 2);
    expect(judgedOn).toBe('session');
    expect(new Set(judge.map((i) => samples[i]?.session))).toEqual(new Set(['a']));
  });

  it('never holds out the only session that shows a class', () => {
    const samples = [...recording(0, 'a', 30, 0), ...recording(0, 'b', 10, 10_000), ...recording(1, 'b', 12, 20_000)];
    const { train, judgedOn } = splitSamples(samples, 2);
    expect(judgedOn).toBe('time');
    expect(train.some((i) => samples[i]?.label === 1)).toBe(true);
  });

  it('holds out the last fifth of each class when there is one session', () => {
    const samples = [...recording(0, 'a', 20, 0), ...recording(1, 'a', 10, 50_000)];
    const { train, judge, judgedOn } = splitSamples(samples, 2);
    expect(judgedOn).toBe('time');
    expect([...judge].sort((a, b) => a - b)).toEqual([16, 17, 18, 19, 28, 29]);
    expect(train).toHaveLength(24);
    expect(train.some((i) => judge.includes(i))).toBe(false);
  });

  it('leaves views of moments to learn from where a class has enough besides, and takes the last where it has not', () => {
    const views = (label: number, from: number) =>
      recording(label, 'monday', 4, from).map((each) => ({ ...each, view: true }));
    const samples = [
      ...recording(0, 'monday', 10, 0),
      ...recording(1, 'monday', 8, 2_000),
      ...views(0, 4_000),
      ...views(1, 5_000),
    ];
    expect(splitSamples(samples, 2).judge).toEqual([8, 9, 24, 25]);
  });

  it('goes by the time of recording, not by the order of storage', () => {
    const samples = [...recording(0, 'a', 10, 0).reverse(), ...recording(1, 'a', 10, 5_000)];
    expect(
      splitSamples(samples, 2)
        .judge.filter((i) => samples[i]?.label === 0)
        .sort(),
    ).toEqual([0, 1]);
  });

  it('says so when it can only judge on what was learned', () => {
    const samples = [...recording(0, 'a', 9, 0), ...recording(1, 'a', 50, 50_000)];
    const { train, judge, judgedOn } = splitSamples(samples, 2);
    expect(judgedOn).toBe('training');
    expect(judge).toEqual(train);
    expect(train).toHaveLength(59);
  });
});
