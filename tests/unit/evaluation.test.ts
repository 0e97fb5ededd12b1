/** The whole evaluation: that its parts agree, what it never looks at, and what it says where something is missing. */

import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng, integer, normal } from '../../src/math/rng.ts';
import { type EvaluationInput, evaluate, type Part } from '../../src/train/evaluation/evaluate.ts';
import { reportMarkdown } from '../../src/train/evaluation/reportMarkdown.ts';
import { startWasm } from './backends.ts';

const WIDTH = 10;
const CLASSES = ['fear', 'surprise', 'neutral'];

beforeAll(startWasm);

type Wish = { people?: number; prefix: string; seed: number; classes?: number; shown?: number };

/** Embeddings near the axis of their class, and logits that are right about 3 of 4 times. */
function part(n: number, { people = 6, prefix, seed, classes = 3, shown = classes }: Wish): Part {
  const rng = createRng(seed);
  const labels = Int32Array.from({ length: n }, () => integer(rng, shown));
  const row = (i: number, width: number) => ({ label: labels[Math.floor(i / width)] ?? 0, column: i % width });
  const values = (width: number, signal: number) =>
    Float32Array.from({ length: n * width }, (_, i) => {
      const { label, column } = row(i, width);
      return normal(rng) + (column === label ? signal : 0);
    });
  return {
    ids: Array.from(labels, (_, i) => `${prefix}${i}`),
    labels,
    people: Array.from(labels, (_, i) => `${prefix}${i % people}`),
    groups: Array.from(labels, (_, i) => `${prefix}${i}`),
    yaw: Float32Array.from(labels, (_, i) => 20 * (i % 4) - 30),
    logits: values(classes, 2),
    embeddings: values(WIDTH, 4),
    ratings: Float32Array.from({ length: 2 * n }, () => 0.3 * normal(rng)),
  };
}

const empty = part(0, { prefix: '', seed: 1 });
const whole = (change: Partial<EvaluationInput> = {}): EvaluationInput => ({
  classes: CLASSES,
  width: WIDTH,
  train: part(120, { prefix: 'a', seed: 1 }),
  validation: part(60, { prefix: 'v', seed: 2 }),
  test: part(90, { prefix: 't', seed: 3 }),
  affect: null,
  curve: null,
  seed: 1,
  breathe: async () => {},
  ...change,
});

describe('an evaluation', () => {
  it('is plain JSON, the same each time, and leaves no tensor', async () => {
    const before = memory().numTensors;
    const report = await evaluate(whole());
    expect(memory().numTensors).toBe(before);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    expect(await evaluate(whole())).toEqual(report);
    expect(report.notes).toEqual([]);
  });

  it('has parts that agree with each other', async () => {
    const { test } = whole();
    const { confusion, cells, perClass, accuracy, balancedAccuracy, calibration, ...report } = await evaluate(whole());
    expect(report.judgedOn).toBe('test');
    expect(report.parts.test).toEqual({ samples: 90, people: 6 });
    cells.forEach((row, truth) => {
      row.forEach((ids, answer) => {
        expect(ids.length).toBe(confusion[truth]?.[answer]);
        for (const id of ids) {
          const i = test.ids.indexOf(id);
          const logits = [...test.logits.subarray(i * 3, i * 3 + 3)];
          expect(test.labels[i]).toBe(truth);
          expect(logits.indexOf(Math.max(...logits))).toBe(answer);
        }
      });
    });
    expect(cells.flat(2).sort()).toEqual([...test.ids].sort());
    const right = confusion.reduce((sum, row, c) => sum + (row[c] ?? 0), 0);
    expect(accuracy.value).toBeCloseTo(right / 90, 12);
    expect(balancedAccuracy.value).toBeCloseTo(perClass.reduce((sum, { recall }) => sum + recall, 0) / 3, 12);
    expect(accuracy.interval[0] < accuracy.value && accuracy.value < accuracy.interval[1]).toBe(true);
    expect(calibration.before.bins.reduce((sum, { count }) => sum + count, 0)).toBe(90);
    expect(report.linear?.accuracy).toBeGreaterThan(0.9);
    expect(report.neighbours?.accuracy).toBeGreaterThan(0.9);
    expect(report.spread?.verdict.level).toBe('fine');
    expect(report.resampledBy).toBe('people');
  });

  it('chooses nothing by the test samples', async () => {
    const one = await evaluate(whole());
    const other = await evaluate(whole({ test: part(50, { prefix: 'o', seed: 9 }) }));
    expect(other.calibration.temperature).toBe(one.calibration.temperature);
    expect(other.linear?.strength).toBe(one.linear?.strength);
    expect(other.linear?.steps).toBe(one.linear?.steps);
    expect(other.accuracy).not.toEqual(one.accuracy);
    const validated = await evaluate(whole({ validation: part(60, { prefix: 'v', seed: 8 }) }));
    expect(validated.calibration.temperature).not.toBe(one.calibration.temperature);
    expect(validated.accuracy).toEqual(one.accuracy);
  });

  it('is of the validation samples where there is no test, fits nothing to them, and says so', async () => {
    const report = await evaluate(whole({ test: empty }));
    expect(report.judgedOn).toBe('validation');
    expect(report.calibration).toMatchObject({ temperature: null, after: null });
    expect(report.linear?.chosenOnValidation).toBe(false);
    expect(report.notes).toEqual([expect.stringContaining('of the validation samples')]);
  });

  it('does without validation samples, and says so', async () => {
    const report = await evaluate(whole({ validation: empty }));
    expect(report.judgedOn).toBe('test');
    expect(report.calibration.temperature).toBeNull();
    expect(report.notes).toEqual([expect.stringContaining('no validation samples')]);
  });

  it('is of the training samples where there is nothing else, without probes', async () => {
    const report = await evaluate(whole({ validation: empty, test: empty }));
    expect(report).toMatchObject({ judgedOn: 'training', neighbours: null, linear: null });
    expect(report.notes[0]).toContain('what was learned from');
    const untrained = await evaluate(whole({ train: empty }));
    expect(untrained).toMatchObject({ judgedOn: 'test', neighbours: null, linear: null });
    expect(untrained.notes[0]).toContain('no training samples');
  });

  it('works with one person, a class that is not shown, and two classes', async () => {
    const alone = await evaluate(whole({ test: part(40, { prefix: 't', seed: 3, people: 1 }) }));
    expect(alone).toMatchObject({ resampledBy: 'pictures', identity: null });
    expect(alone.notes[0]).toContain('one person');
    const lacking = await evaluate(whole({ test: part(40, { prefix: 't', seed: 3, shown: 2 }) }));
    expect(lacking.perClass[2]).toMatchObject({ support: 0, recallInterval: [0, 1] });
    expect(lacking.sentences.join(' ')).toContain('Nothing can be said of neutral');
    const both = (n: number, prefix: string, seed: number) => part(n, { prefix, seed, classes: 2 });
    const two = await evaluate(
      whole({
        classes: ['yes', 'no'],
        train: both(60, 'a', 1),
        validation: both(30, 'v', 2),
        test: both(30, 't', 3),
      }),
    );
    expect(two.confusion).toHaveLength(2);
    expect(two.geometry.alignment).toBeGreaterThan(0);
  });

  it('works with a single sample', async () => {
    const report = await evaluate(whole({ test: part(1, { prefix: 't', seed: 3 }), validation: empty }));
    expect(report).toMatchObject({ spread: null, identity: null, geometry: { alignment: null, uniformity: null } });
    expect(report.balancedAccuracy.interval[1] - report.balancedAccuracy.interval[0]).toBeGreaterThan(0.5);
  });

  it('sees that an embedding collapsed and that a run learned by heart, and who is known already', async () => {
    const test = part(40, { prefix: 'a', seed: 3 });
    const report = await evaluate(
      whole({
        test: { ...test, embeddings: new Float32Array(40 * WIDTH).fill(1) },
        curve: Array.from({ length: 20 }, (_, i) => ({ step: i, training: 20 - i, validation: 5 + Math.abs(i - 8) })),
      }),
    );
    expect(report.spread?.verdict.level).toBe('collapsed');
    expect(report.geometry.uniformity).toBeCloseTo(0, 4);
    expect(report.fit?.level).toBe('over-fit');
    expect(report.notes).toEqual([expect.stringContaining('learned from are judged too')]);
  });

  it('finds the person that is left in the embedding, among the judged alone', async () => {
    const test = part(60, { prefix: 't', seed: 3 });
    const embeddings = test.embeddings.map(
      (value, i) => value + (i % WIDTH === 3 + (Math.floor(i / WIDTH) % 6) ? 20 : 0),
    );
    const { identity } = await evaluate(whole({ test: { ...test, embeddings } }));
    expect(identity?.rate).toBe(1);
    expect(identity?.chance).toBeCloseTo(9 / 59, 12);
  });

  it('tells of angles, and of valence and arousal where the model reads them from the judged embeddings', async () => {
    const { test } = whole();
    const asked: Float32Array[] = [];
    const affect = async (embeddings: Float32Array) => {
      asked.push(embeddings);
      return test.ratings.map((value) => value + 0.01);
    };
    const report = await evaluate(whole({ affect }));
    expect(asked).toEqual([test.embeddings]);
    expect(report.affect?.all).toMatchObject({ samples: 90, valence: { rmse: expect.closeTo(0.01, 5) } });
    expect(report.angles.ranges.map(({ from, samples }) => [from, samples])).toEqual([
      [0, 45],
      [30, 45],
    ]);
    expect(report.angles.far).toBeNull();
    expect((await evaluate(whole())).affect).toBeNull();
    const unrated = { ...test, ratings: test.ratings.map(() => Number.NaN) };
    expect((await evaluate(whole({ affect, test: unrated }))).affect).toBeNull();
  });

  it('refuses nothing at all, parts that do not fit, unknown classes and outputs that are no numbers', async () => {
    await expect(evaluate(whole({ train: empty, validation: empty, test: empty }))).rejects.toThrow(
      'nothing to evaluate',
    );
    const { test } = whole();
    const broken: Partial<Part>[] = [
      { people: [] },
      { yaw: test.yaw.subarray(1) },
      { ratings: test.ratings.subarray(1) },
      { logits: test.logits.subarray(3) },
      { labels: test.labels.map((label) => label + 1) },
      { embeddings: test.embeddings.map((value, i) => (i === 7 ? Number.NaN : value)) },
    ];
    for (const change of broken) {
      await expect(evaluate(whole({ test: { ...test, ...change } }))).rejects.toMatchObject({ code: 'bad-input' });
    }
    await expect(evaluate(whole({ classes: ['one'] }))).rejects.toMatchObject({ code: 'bad-input' });
  });
});

describe('the run report', () => {
  it('has every figure in tables, and every sentence', async () => {
    const { test } = whole();
    const report = await evaluate(whole({ affect: async () => test.ratings.map((value) => 0.8 * value) }));
    const text = reportMarkdown(report, 'Run 1');
    expect(text.startsWith('# Run 1\n')).toBe(true);
    expect(text).toContain(`| accuracy | ${report.accuracy.value.toFixed(4)} |`);
    expect(text).toContain(`| fear | ${report.confusion[0]?.join(' | ')} |`);
    const { ranges } = report.angles;
    expect(text).toContain(`| 30–45° | ${ranges[1]?.accuracy.value.toFixed(4)} |`);
    expect(text).toContain(`| weak | valence | ${report.affect?.weak?.valence.ccc.toFixed(4)} |  | 1.0000 |`);
    expect(text).toContain('(fitted on validation samples)');
    for (const sentence of [...report.sentences, report.spread?.verdict.sentence]) expect(text).toContain(sentence);
    // Every row of a table has as many cells as its head.
    for (const block of text.split('\n\n').filter((lines) => lines.startsWith('|'))) {
      expect(
        new Set(
          block
            .trim()
            .split('\n')
            .map((line) => line.split('|').length),
        ).size,
      ).toBe(1);
    }
  });

  it('leaves out what could not be computed, and takes names as they are', async () => {
    const classes = ['a|b', '<i>*x*', 'line\nbreak'];
    const report = await evaluate(whole({ classes, validation: empty, test: empty }));
    const text = reportMarkdown(report, 'Run');
    expect(text).not.toContain('linear probe:');
    expect(text).not.toContain('## Valence and arousal');
    expect(text).toContain('| a\\|b | ');
    expect(text).toContain('\\<i\\>\\*x\\*');
    expect(text).toContain('line break');
    expect(text).not.toMatch(/undefined|NaN|null/);
  });
});
