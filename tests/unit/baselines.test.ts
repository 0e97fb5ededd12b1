/** The baselines' draws, order, choices and table; their runs are the trainer's, tested elsewhere. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allCells, chosenSetting, keyOf, type Line, type Result } from '../../tools/bench/cells.ts';
import { drawFaces, labelOf, readFaces } from '../../tools/bench/faces.ts';
import { appendLine, readLines } from '../../tools/bench/lines.ts';
import { CLASSES, MOST_JUDGED, MOST_UNLABELLED, SEEDS, TRIALS } from '../../tools/bench/protocol.ts';
import { baselinesMarkdown } from '../../tools/bench/table.ts';

let folder: string;

/** 90 people with 12 faces each, every tenth of them sad and the rest neutral or happy. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mien-bench-'));
  const rows = Array.from({ length: 1080 }, (_, i) => {
    const label = i % 10 === 0 ? 'sadness' : ['neutral', 'happiness', 'anger', 'surprise', 'disgust'][i % 5];
    return `face${i}.jpg,person${Math.floor(i / 12)},${label},${i < 960 ? 'evaluate' : 'pretrain'}`;
  });
  await writeFile(join(folder, 'labels.csv'), ['image,identity,label,split', ...rows].join('\n'));
});

afterAll(() => rm(folder, { recursive: true }));

const result = (change: Partial<Line> = {}) =>
  ({
    ...{ kind: 'result', start: 'base', scope: 'heads', method: 'supervised', labels: 10, seed: 1, setting: 0.003 },
    ...{ labelled: [10, 10, 10, 10, 10], unlabelled: 0, judged: [100, 100, 60, 40, 20], confusion: [] },
    ...{ balancedAccuracy: 0.7, macroF1: 0.6, accuracy: 0.8, steps: 300, rollBacks: 0, msPerStep: 5, ms: 2000 },
    ...change,
  }) as Line;

describe('a draw', () => {
  it('reads one split and the classes compared', async () => {
    const [evaluate, pretrain] = [await readFaces(folder, 'evaluate'), await readFaces(folder, 'pretrain')];
    expect(new Set(evaluate.map(({ classId }) => classId))).toEqual(new Set(CLASSES));
    const people = new Set(evaluate.map(({ person }) => person));
    expect(people.size).toBe(80);
    expect(pretrain.some(({ person }) => people.has(person))).toBe(false);
  });

  it('judges nobody who is learned from, with labels or without', async () => {
    const faces = await readFaces(folder, 'evaluate');
    for (const seed of SEEDS) {
      const { labelled, unlabelled, judged } = drawFaces(faces, 50, seed);
      const learned = new Set([...labelled, ...unlabelled].map(({ person }) => person));
      expect(judged.some(({ person }) => learned.has(person))).toBe(false);
      expect(new Set([...labelled, ...unlabelled, ...judged]).size).toBe(
        labelled.length + unlabelled.length + judged.length,
      );
    }
  });

  it('takes so many labels of each class, the protocol’s most of others, and the same again by its seed', async () => {
    const faces = await readFaces(folder, 'evaluate');
    const { labelled, unlabelled, judged } = drawFaces(faces, 10, 1);
    const counts = (some: typeof labelled) => CLASSES.map((_, c) => some.filter((each) => labelOf(each) === c).length);
    expect(counts(labelled)).toEqual([10, 10, 10, 10, 10]);
    expect(unlabelled.length).toBe(MOST_UNLABELLED);
    for (const count of counts(judged)) {
      expect(count).toBeGreaterThan(20);
      expect(count).toBeLessThanOrEqual(MOST_JUDGED);
    }
    expect(drawFaces(faces, 10, 1)).toEqual({ labelled, unlabelled, judged });
    expect(drawFaces(faces, 10, 2).labelled).not.toEqual(labelled);
  });

  it('says what is missing where the data set is not there', async () => {
    await expect(readFaces(join(folder, 'nowhere'), 'evaluate')).rejects.toThrow('give its folder with --data');
  });
});

describe('the plan', () => {
  it('has each run once, and every trial of a scope before its first result', () => {
    const cells = allCells();
    expect(new Set(cells.map(keyOf)).size).toBe(cells.length);
    expect(cells.filter(({ kind }) => kind === 'result')).toHaveLength(5 * 2 * 2 * (1 + 3 * 3));
    for (const scope of ['frozen', 'heads', 'last', 'full']) {
      const kinds = cells.filter((cell) => cell.scope === scope).map(({ kind }) => kind);
      expect(kinds.lastIndexOf('trial')).toBeLessThan(kinds.indexOf('result'));
    }
    const seeds = cells.filter(({ kind, scope }) => kind === 'result' && scope === 'full').map(({ seed }) => seed);
    expect(seeds).toEqual([...seeds].sort());
  });

  it('takes the setting that did best on average, once all trials are in', () => {
    const cell = { start: 'base', scope: 'heads', method: 'supcon', labels: 10, seed: 1, kind: 'result' } as Result;
    const scores = { 0.001: [0.5, 0.9], 0.003: [0.75, 0.75], 0.01: [0.4, 0.99] };
    const lines = TRIALS.supcon.flatMap((setting) =>
      [101, 102].map((seed, i) =>
        result({ ...cell, kind: 'trial', seed, setting, balancedAccuracy: scores[setting as 0.001][i]! } as Line),
      ),
    );
    expect(chosenSetting(cell, lines)).toBe(0.003);
    expect(chosenSetting(cell, lines.slice(1))).toBeNull();
    expect(chosenSetting({ ...cell, start: 'random' }, lines)).toBeNull();
  });
});

describe('the lines', () => {
  it('survive a kill within one', async () => {
    const file = join(folder, 'lines.jsonl');
    expect(readLines(file)).toEqual([]);
    appendLine(file, result());
    await writeFile(file, '{"kind":"res', { flag: 'a' });
    appendLine(file, result({ seed: 2 }));
    expect(readLines(file)).toEqual([result(), result({ seed: 2 })]);
    expect((await readFile(file, 'utf8')).split('\n')).toHaveLength(4);
  });
});

describe('the table', () => {
  it('pairs differences by seed, with Student’s interval', () => {
    const supervised = [0.5, 0.6, 0.7].map((balancedAccuracy, i) => result({ balancedAccuracy, seed: i + 1 }));
    // By seed 0.2, 0.3, 0.3: mean 0.267, deviation 0.0577, half width 4.303 · 0.0577 / √3 = 0.143.
    const supcon = [1, 0.7, 0.9].map((balancedAccuracy, i) =>
      result({ method: 'supcon', balancedAccuracy, seed: [3, 1, 2][i]! }),
    );
    const other = result({ method: 'supcon', balancedAccuracy: 0.1, labels: 50, seed: 1 });
    const text = baselinesMarkdown([...supervised, ...supcon, other], 284);
    expect(text).toContain('7 of 284 runs are in: 7 results and 0 trials');
    expect(text).toContain('| heads | supervised | 3 | 0.600 ± 0.100 | 0.600 ± 0.000 |  |');
    expect(text).toContain('| heads | supcon | 3 | 0.867 ± 0.153 | 0.600 ± 0.000 | +0.267 (+0.123 … +0.410) |');
    expect(text).toContain('| heads | supcon | 1 | 0.100 | 0.600 | – |');
    expect(text).not.toContain('void');
  });

  it('calls a comparison void where supervised is too good, or at chance', () => {
    const at = (scores: number[], change: Partial<Line>) =>
      scores.map((balancedAccuracy, i) => result({ balancedAccuracy, seed: i + 1, ...change } as Line));
    const text = baselinesMarkdown(
      [
        ...at([0.91, 0.92, 0.95], { scope: 'last' }),
        ...at([0.19, 0.24, 0.22], { scope: 'full' }),
        ...at([0.55, 0.56, 0.57], { scope: 'heads' }),
      ],
      284,
    );
    expect(text).toContain('Scope last is void: supervised is above 90 %');
    expect(text).toContain('Scope full is void: supervised is not above chance');
    expect(text).not.toContain('Scope heads is void');
  });
});
