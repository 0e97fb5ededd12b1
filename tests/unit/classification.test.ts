import { describe, expect, it } from 'vitest';
import { calibrationError, softmaxRows } from '../../src/train/evaluation/calibration.ts';
import { scoreProbabilities } from '../../tools/evaluation/scores.ts';

const classes = ['a', 'b', 'c'];
/** Certain answers, one row per class index. */
const sure = (answers: number[]) =>
  Float32Array.from(answers.flatMap((answer) => classes.map((_, c) => (c === answer ? 1 : 0))));

describe('scores of answers', () => {
  // By hand. Labels a a a a b b; answers a a a b b a.
  //   a: 3 of 4 found, 4 answered, 3 right: precision 3/4, recall 3/4, F1 3/4
  //   b: 1 of 2 found, 2 answered, 1 right: precision 1/2, recall 1/2, F1 1/2; c does not occur
  const scores = scoreProbabilities(sure([0, 0, 0, 1, 1, 0]), [0, 0, 0, 0, 1, 1], classes);

  it('are what one computes by hand, averaged over the classes that occur', () => {
    expect(scores.n).toBe(6);
    expect(scores.accuracy).toBeCloseTo(4 / 6, 12);
    expect(scores.balancedAccuracy).toBeCloseTo((3 / 4 + 1 / 2) / 2, 12);
    expect(scores.macroF1).toBeCloseTo((3 / 4 + 1 / 2) / 2, 12);
    expect(scores.perClass).toEqual({
      a: { precision: 0.75, recall: 0.75, f1: 0.75, support: 4 },
      b: { precision: 0.5, recall: 0.5, f1: 0.5, support: 2 },
      c: { precision: 0, recall: 0, f1: 0, support: 0 },
    });
  });

  it('count an answer that does not occur among the labels against its class only by precision', () => {
    const wrong = scoreProbabilities(sure([0, 2]), [0, 0], classes);
    expect(wrong.perClass.a).toEqual({ precision: 1, recall: 0.5, f1: 2 / 3, support: 2 });
    expect(wrong.macroF1).toBeCloseTo(2 / 3, 12);
  });

  it('take the first of equal probabilities', () => {
    expect(scoreProbabilities(new Float32Array([0.4, 0.4, 0.2]), [0], classes).accuracy).toBe(1);
  });

  it('are refused for nothing, for missing rows and for unknown labels', () => {
    expect(() => scoreProbabilities(new Float32Array(0), [], classes)).toThrow(RangeError);
    expect(() => scoreProbabilities(new Float32Array(3), [0, 1], classes)).toThrow(RangeError);
    expect(() => scoreProbabilities(sure([0]), [3], classes)).toThrow(RangeError);
  });
});

describe('the calibration error', () => {
  it('is 0 when confidence equals accuracy in every bin', () => {
    expect(calibrationError([0.5, 0.5, 1, 1], [true, false, true, true])).toBe(0);
  });

  it('is what one computes by hand', () => {
    // 15 bins: 0.62 and 0.65 share [9/15, 10/15), where 1 of 2 is right: |1 − 1.27| = 0.27. 0.9 is alone and wrong: 0.9.
    expect(calibrationError([0.62, 0.65, 0.9], [true, false, false])).toBeCloseTo((0.27 + 0.9) / 3, 12);
  });

  it('puts a confidence of 1 into the last bin', () => {
    expect(calibrationError([1, 0.95], [false, true])).toBeCloseTo((1.95 - 1) / 2, 12);
  });

  it('refuses what is no probability', () => {
    expect(() => calibrationError([1.2, -1], [true, true])).toThrow(RangeError);
    expect(() => calibrationError([Number.NaN], [true])).toThrow(RangeError);
  });
});

describe('softmax of rows', () => {
  it('divides by the temperature and survives large logits', () => {
    const rows = softmaxRows(new Float32Array([0, Math.log(4), 1000, 1000]), 2, 2);
    expect(rows[0]).toBeCloseTo(1 / 3, 6);
    expect(rows[1]).toBeCloseTo(2 / 3, 6);
    expect(rows[2]).toBeCloseTo(0.5, 6);
  });
});
