import { describe, expect, it } from 'vitest';
import { accuracyByAngle } from '../../src/train/evaluation/angles.ts';
import { wilson } from '../../src/train/evaluation/intervals.ts';
import { angleWords } from '../../src/train/evaluation/reportMarkdown.ts';

describe('accuracy by angle', () => {
  const yaw = Float32Array.of(0, -14.9, 15, -44, 45, -50, 90, Number.NaN);
  const answers = Int32Array.of(1, 0, 1, 1, 0, 1, 1, 1);
  const { ranges, far } = accuracyByAngle(new Int32Array(8).fill(1), answers, yaw);

  it('is of each range in which there is a sample, left and right alike', () => {
    expect(ranges.map(({ from, to, samples, accuracy }) => [from, to, samples, accuracy.value])).toEqual([
      [0, 15, 2, 1 / 2],
      [15, 30, 1, 1],
      [30, 45, 1, 1],
      [45, 60, 2, 1 / 2],
      [60, null, 1, 1],
    ]);
    expect(ranges[0]?.accuracy.interval).toEqual(wilson(1, 2));
    expect(accuracyByAngle(Int32Array.of(0, 0), Int32Array.of(0, 1), Float32Array.of(20, -70)).ranges).toMatchObject([
      { from: 15, to: 30, samples: 1, accuracy: { value: 1 } },
      { from: 60, to: null, samples: 1, accuracy: { value: 0 } },
    ]);
  });

  it('tells of all that are turned by 45° or more, and nothing of angles that nobody knows', () => {
    expect(far).toMatchObject({ from: 45, to: null, samples: 3, accuracy: { value: 2 / 3, interval: wilson(2, 3) } });
    const unknown = Float32Array.of(Number.NaN);
    expect(accuracyByAngle(new Int32Array(1), new Int32Array(1), unknown)).toEqual({ ranges: [], far: null });
  });

  it('is called by its degrees', () => {
    expect(ranges.map(angleWords)).toEqual(['0–15°', '15–30°', '30–45°', '45–60°', '60° or more']);
  });
});
