import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answersOf, averages, classScores, countConfusion, rowsByCell } from '../../src/train/evaluation/confusion.ts';
import { describeConfusion } from '../../src/train/evaluation/sentences.ts';

const CLASSES = 4;
const pairs = fc
  .array(fc.tuple(fc.nat(CLASSES - 1), fc.nat(CLASSES - 1)), { minLength: 1, maxLength: 60 })
  .map((rows) => ({ labels: rows.map(([label]) => label), answers: rows.map(([, answer]) => answer) }));

describe('a confusion', () => {
  it('counts what a loop over all rows counts, and keeps the rows of every cell', () => {
    fc.assert(
      fc.property(pairs, ({ labels, answers }) => {
        const counts = countConfusion(labels, answers, CLASSES);
        const cells = rowsByCell(labels, answers, CLASSES);
        for (let truth = 0; truth < CLASSES; truth++) {
          for (let answer = 0; answer < CLASSES; answer++) {
            const rows = [...labels.keys()].filter((i) => labels[i] === truth && answers[i] === answer);
            expect(counts[truth * CLASSES + answer]).toBe(rows.length);
            expect(cells[truth * CLASSES + answer]).toEqual(rows);
          }
        }
      }),
    );
  });

  it('with weights is that of the repeated rows', () => {
    fc.assert(
      fc.property(pairs, fc.array(fc.nat(3), { minLength: 60, maxLength: 60 }), ({ labels, answers }, times) => {
        const repeated = (values: number[]) => values.flatMap((value, i) => new Array(times[i]).fill(value));
        expect(countConfusion(labels, answers, CLASSES, Int32Array.from(times))).toEqual(
          countConfusion(repeated(labels), repeated(answers), CLASSES),
        );
      }),
    );
  });

  it('has averages that stay in 0–1 and do not depend on the numbers of the classes', () => {
    fc.assert(
      fc.property(pairs, ({ labels, answers }) => {
        const found = averages(countConfusion(labels, answers, CLASSES), CLASSES);
        for (const value of Object.values(found)) expect(value >= 0 && value <= 1).toBe(true);
        const mirrored = (values: number[]) => values.map((value) => CLASSES - 1 - value);
        const again = averages(countConfusion(mirrored(labels), mirrored(answers), CLASSES), CLASSES);
        expect(again.balancedAccuracy).toBeCloseTo(found.balancedAccuracy, 12);
        expect(again.macroF1).toBeCloseTo(found.macroF1, 12);
      }),
    );
  });

  it('gives 0, not a hole, for a class that is neither shown nor answered', () => {
    expect(classScores(countConfusion([0, 1], [0, 1], 3), 3)[2]).toEqual({
      precision: 0,
      recall: 0,
      f1: 0,
      support: 0,
    });
    expect(averages(countConfusion([0, 1], [0, 1], 3), 3).balancedAccuracy).toBe(1);
  });

  it('takes the first of equal outputs, negative ones too', () => {
    expect([...answersOf(new Float32Array([-3, -1, -1, -2, -5, -2]), 3)]).toEqual([1, 0]);
  });

  it('refuses what is no class, no pair, or nothing', () => {
    expect(() => countConfusion([0, 3], [0, 0], 3)).toThrow('none of the 3 classes');
    expect(() => countConfusion([0], [-1], 3)).toThrow(RangeError);
    expect(() => countConfusion([0], [0, 1], 3)).toThrow(RangeError);
    expect(() => averages(new Int32Array(9), 3)).toThrow('nothing to average');
  });
});

describe('the sentences on a confusion', () => {
  const names = ['fear', 'surprise', 'neutral'];

  it('name the pair that is mixed up most, in the direction that goes wrong more', () => {
    const counts = Int32Array.from([14, 6, 0, 1, 19, 0, 1, 1, 18]);
    expect(describeConfusion(counts, names)).toEqual([
      'fear and surprise are mixed up most: 6 of 20 pictures of fear read as surprise. Add pictures of fear from more people.',
    ]);
  });

  it('do not make a habit of a few pictures', () => {
    // Every picture of neutral goes wrong, but there is one.
    const counts = Int32Array.from([40, 10, 0, 0, 50, 0, 1, 0, 0]);
    expect(describeConfusion(counts, names)[0]).toContain('10 of 50 pictures of fear read as surprise');
    // Two of three are a larger share than 25 of 50, but a weaker one.
    const three = Int32Array.from([25, 25, 0, 0, 50, 0, 0, 2, 1]);
    expect(describeConfusion(three, names)[0]).toContain('25 of 50 pictures of fear read as surprise');
    const single = Int32Array.from([19, 1, 0, 0, 20, 0, 0, 0, 20]);
    expect(describeConfusion(single, names)).toEqual([
      'There are single mistakes, but no two classes are mixed up twice.',
    ]);
  });

  it('say that all is right, which class is missing, and which has few pictures', () => {
    const counts = Int32Array.from([20, 0, 0, 0, 3, 0, 0, 0, 0]);
    expect(describeConfusion(counts, names)).toEqual([
      'All 23 pictures are answered right.',
      'Nothing can be said of neutral: none of the 23 pictures shows it. Hold some out for the test.',
      'surprise (3): with fewer than 10 pictures to test on these figures are rough. Add some of more people.',
    ]);
  });

  it('tell a class that swallows the others', () => {
    const counts = Int32Array.from([5, 0, 15, 0, 5, 15, 0, 0, 20]);
    expect(describeConfusion(counts, names)[1]).toContain('50 of 60 pictures read as neutral, but only 20 show it');
  });
});
