import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng, integer } from '../../src/math/rng.ts';
import { compareClassifiers, mcNemar } from '../../src/train/evaluation/compare.ts';

describe('McNemar’s exact test', () => {
  it.each([
    [0, 0, 1],
    [0, 5, 0.0625],
    [0, 6, 0.03125],
    // 2 · (1 + 10) / 2^10.
    [1, 9, 22 / 1024],
    // 2 · (1 + 12 + 66 + 220) / 2^12.
    [3, 9, 598 / 4096],
    [7, 7, 1],
  ])('of %i and %i is p = %f', (a, b, p) => {
    expect(mcNemar(a, b)).toBeCloseTo(p, 12);
    expect(mcNemar(b, a)).toBeCloseTo(p, 12);
  });

  it('is a probability, falls with the imbalance, and survives large counts', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), (a, b) => {
        const p = mcNemar(a, b);
        expect(p > 0 && p <= 1).toBe(true);
        if (b >= a) expect(mcNemar(a, b + 1)).toBeLessThanOrEqual(p + 1e-12);
      }),
    );
    expect(mcNemar(3000, 3000)).toBe(1);
    // Normal approximation with continuity correction: z = 199/√2000.
    expect(Math.abs(Math.log10(mcNemar(900, 1100) / 8.6e-6))).toBeLessThan(0.1);
  });
});

describe('a comparison', () => {
  const n = 240;
  const rng = createRng(1);
  const yaw = Float32Array.from({ length: n }, (_, i) => 50 * (i % 2));
  const labels = Int32Array.from({ length: n }, (_, i) => i % 3);
  const many = Array.from(labels, (_, i) => `p${i % 20}`);
  const answersAt = (accuracy: number) =>
    labels.map((label) => (rng.uniform() < accuracy ? label : (label + 1 + integer(rng, 2)) % 3));
  const [good, bad] = [answersAt(0.9), answersAt(0.6)];
  const compare = (a: Int32Array, b: Int32Array, people = many) =>
    compareClassifiers({ names: ['New', 'Old'], classes: 3, labels, people, yaw, answers: [a, b] }, createRng(2));

  it('names the better one, whichever comes first', () => {
    const found = compare(good, bad);
    expect(found.verdict.level).toBe('A');
    expect(found.verdict.sentence).toMatch(/^New is better than Old on these 240 pictures/);
    expect(found.interval[0] < found.difference && found.difference < found.interval[1]).toBe(true);
    const turned = compare(bad, good);
    expect(turned.verdict.level).toBe('B');
    expect(turned.difference).toBeCloseTo(-found.difference, 12);
    expect([turned.onlyA, turned.onlyB]).toEqual([found.onlyB, found.onlyA]);
  });

  it('finds no difference of a classifier to itself', () => {
    const found = compare(good, good);
    expect(found).toMatchObject({ onlyA: 0, onlyB: 0, pValue: 1, difference: 0, interval: [0, 0] });
    expect(found.verdict.sentence).toContain('No difference between New and Old can be shown with these 240 pictures');
  });

  it('does not trust a lead that one person of three gives', () => {
    const people = Array.from(labels, (_, i) => `p${Math.floor(i / 80)}`);
    const lead = good.map((answer, i) => (i < 30 ? ((labels[i] ?? 0) + 1) % 3 : answer));
    const found = compare(good, lead, people);
    expect(found.pValue).toBeLessThan(0.001);
    expect(found.verdict.level).toBe('undecided');
  });

  it('of one person says so', () => {
    expect(compare(good, bad, new Array(n).fill('a')).verdict.sentence).toContain('one person');
  });

  it('tells the accuracy of both at each angle that somebody shows', () => {
    const half = (answers: Int32Array, part: number) => {
      const rows = [...labels.keys()].filter((i) => i % 2 === part);
      return rows.filter((i) => answers[i] === labels[i]).length / rows.length;
    };
    expect(compare(good, bad).angles).toMatchObject([
      { from: 0, to: 15, samples: 120, a: { value: half(good, 0) }, b: { value: half(bad, 0) } },
      { from: 45, to: 60, samples: 120, a: { value: half(good, 1) }, b: { value: half(bad, 1) } },
    ]);
  });

  it('is wrong about equal classifiers seldom', () => {
    let decided = 0;
    for (let i = 0; i < 40; i++) {
      if (compare(answersAt(0.7), answersAt(0.7)).verdict.level !== 'undecided') decided += 1;
    }
    expect(decided).toBeLessThanOrEqual(4);
  });

  it('refuses different samples and none', () => {
    expect(() => compare(good, bad.slice(1))).toThrow('same samples');
    const none = { names: ['a', 'b'] as [string, string], classes: 2, labels: new Int32Array(0), people: [] };
    const nothing = {
      ...none,
      yaw: new Float32Array(0),
      answers: [none.labels, none.labels] as [Int32Array, Int32Array],
    };
    expect(() => compareClassifiers(nothing, createRng(1))).toThrow('samples');
  });
});
