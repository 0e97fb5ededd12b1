import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng, normal } from '../../src/math/rng.ts';
import {
  brierScore,
  calibrationError,
  fitTemperature,
  reliability,
  softmaxRows,
} from '../../src/train/evaluation/calibration.ts';

/** Logits whose labels are drawn from their own softmax at `temperature`. */
function drawn(n: number, classes: number, temperature: number) {
  const rng = createRng(4);
  const logits = Float32Array.from({ length: n * classes }, () => 3 * normal(rng));
  const probabilities = softmaxRows(logits, classes, temperature);
  const labels = Int32Array.from({ length: n }, (_, i) => {
    let left = rng.uniform();
    for (let c = 0; c < classes; c++) {
      left -= probabilities[i * classes + c] ?? 0;
      if (left < 0) return c;
    }
    return classes - 1;
  });
  return { logits, labels };
}

function likelihood(logits: Float32Array, labels: Int32Array, classes: number, temperature: number): number {
  const probabilities = softmaxRows(logits, classes, temperature);
  return -labels.reduce((sum, label, i) => sum + Math.log(probabilities[i * classes + label] ?? 0), 0) / labels.length;
}

describe('the temperature', () => {
  it.each([0.3, 1, 3])('%d is found again from labels drawn with it', (temperature) => {
    const { logits, labels } = drawn(4000, 4, temperature);
    const found = fitTemperature(logits, labels, 4) ?? Number.NaN;
    expect(Math.abs(Math.log(found / temperature))).toBeLessThan(0.1);
  });

  it('is better than any of a fine grid', () => {
    const { logits, labels } = drawn(300, 3, 1.7);
    const found = fitTemperature(logits, labels, 3) ?? Number.NaN;
    const least = likelihood(logits, labels, 3, found);
    for (let t = 0.1; t < 10; t *= 1.02) expect(least).toBeLessThan(likelihood(logits, labels, 3, t) + 1e-7);
  });

  it('does not exist where every answer is right, or none tells anything', () => {
    expect(fitTemperature(new Float32Array([2, 0, 0, 1]), [0, 1], 2)).toBeNull();
    expect(fitTemperature(new Float32Array([2, 0, 0, 1]), [1, 0], 2)).toBeNull();
    expect(fitTemperature(new Float32Array(4), [1, 0], 2)).toBeNull();
  });

  it('does not mind huge logits, and refuses missing rows', () => {
    const huge = new Float32Array([900, 0, 0, 900, 900, 0]);
    expect(fitTemperature(huge, [0, 1, 1], 2)).toBeNull();
    expect(() => fitTemperature(huge, [0, 1], 2)).toThrow(RangeError);
    expect(() => fitTemperature(new Float32Array(0), [], 2)).toThrow(RangeError);
  });
});

describe('the reliability bins', () => {
  const answers = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean()), { minLength: 1 });

  it('hold every answer once and sum to the calibration error', () => {
    fc.assert(
      fc.property(answers, (rows) => {
        const confidence = rows.map(([value]) => value);
        const correct = rows.map(([, right]) => right);
        const bins = reliability(confidence, correct);
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length);
        const gap = bins.reduce((sum, bin) => sum + bin.count * Math.abs(bin.accuracy - bin.confidence), 0);
        expect(gap / rows.length).toBeCloseTo(calibrationError(confidence, correct), 10);
        for (const bin of bins) {
          expect(bin.confidence > bin.from - 1e-9 && bin.confidence < bin.to + 1e-9).toBe(true);
        }
      }),
    );
  });
});

describe('the Brier score', () => {
  it('is 0 for certain truth, 2 for certain error, 1 − 1/K for no idea', () => {
    expect(brierScore(new Float32Array([1, 0, 0]), [0], 3)).toBe(0);
    expect(brierScore(new Float32Array([0, 1, 0]), [0], 3)).toBe(2);
    expect(brierScore(new Float32Array([0.25, 0.25, 0.25, 0.25]), [2], 4)).toBeCloseTo(0.75, 6);
  });
});
