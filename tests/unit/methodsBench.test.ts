/** The methods' benchmark: its draws, its order, its choices, its verdicts and its tables; one run of each arm. */

import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Sample } from '../../src/data/schema.ts';
import { createRng } from '../../src/math/rng.ts';
import { allCells, chosenRate, keyOf, type Line, type Measured } from '../../tools/bench/methods/cells.ts';
import { CLAIMS, verdictOf } from '../../tools/bench/methods/claims.ts';
import { type BenchData, drawOf, openBenchData } from '../../tools/bench/methods/data.ts';
import { type Plan, stepsFor } from '../../tools/bench/methods/plan.ts';
import { ARMS, DATA, type Data, LEVELS, METRICS, RATES, SEEDS } from '../../tools/bench/methods/protocol.ts';
import { runArm } from '../../tools/bench/methods/runArm.ts';
import { methodsJson, methodsMarkdown } from '../../tools/bench/methods/table.ts';
import { memoryStore } from '../../tools/training/memoryStore.ts';
import { startModel } from '../../tools/training/startModel.ts';
import { LONG } from '../long.ts';

const sets: Data[] = LONG ? DATA.filter((data) => data !== 'photos') : ['affect'];

/** Opened once: thousands of pictures. */
const opened = new Map<Data, Promise<BenchData>>();
function open(data: Data): Promise<BenchData> {
  const known = opened.get(data) ?? openBenchData(data, 48, 'nowhere');
  opened.set(data, known);
  return known;
}

const peopleOf = (samples: readonly Sample[]) => new Set(samples.map(({ person }) => person));

describe.each(sets)('a draw of %s', (set) => {
  it('judges nobody who is learned from, and in results nobody by whom choices were made', async () => {
    const data = await open(set);
    const chosenBy = peopleOf(data.trials);
    expect(chosenBy.size).toBe(6);
    for (const seed of SEEDS) {
      const { train, judged, gallery } = drawOf(data, 'result', '10 a class', seed);
      const learned = peopleOf(train);
      expect([learned.size, peopleOf(judged).size]).toEqual([20, 10]);
      expect([...judged, ...gallery].some(({ person }) => learned.has(person) || chosenBy.has(person))).toBe(false);
    }
    expect(peopleOf(drawOf(data, 'trial', '10 a class', 101).judged)).toEqual(chosenBy);
    expect(drawOf(data, 'result', '10 %', 1)).toEqual(drawOf(data, 'result', '10 %', 1));
  });

  it('tells the labels of so many, and nothing of what the others show', async () => {
    const data = await open(set);
    for (const level of LEVELS) {
      const { train, labelled } = drawOf(data, 'result', level, 2);
      const told = train.filter(({ classId }) => classId !== null);
      expect(new Set(told.map(({ id }) => id))).toEqual(labelled);
      for (const sample of train) {
        if (labelled.has(sample.id)) continue;
        expect([sample.valence, sample.arousal, sample.intensity]).toEqual([null, null, null]);
      }
      const counts = data.classes.map((name) => told.filter(({ classId }) => classId === name).length);
      if (level === '10 a class') expect(counts.every((count) => count === 10)).toBe(true);
      if (level === '100 %') expect(told).toHaveLength(train.length);
      if (level === '10 %') expect(told.length).toBeLessThan(0.13 * train.length);
    }
  });
});

/** Fewer people, so that a run is short. */
function excerpt(data: BenchData): BenchData {
  const people = [...peopleOf(data.results)].slice(0, 18);
  return { ...data, results: data.results.filter(({ person }) => people.includes(person)), gallery: [] };
}

it.each(sets)('every arm of %s runs and is scored by the number that decides', async (set) => {
  const { weights } = await startModel('wasm');
  const data = excerpt(await open(set));
  const rng = createRng(1);
  // Embeddings of no faces: what is tested is that every arm has what it needs.
  const row = () => Float32Array.from({ length: 4 * 184 }, () => rng.uniform());
  const rows = new Map([...data.crops.keys()].map((id) => [id, row()]));
  const store = {
    ...memoryStore(data.crops, data.landmarks),
    load: async (_views: string, ids: readonly string[]) => new Map(ids.map((id) => [id, rows.get(id)!])),
  };
  for (const arm of Object.keys(ARMS[set])) {
    const cell = { data: set, start: 'labelled', scope: 'heads', arm, level: '10 %', seed: 1 } as const;
    const line = await runArm(weights, store, data, drawOf(data, 'result', '10 %', 1), cell, 1, 2);
    expect(line[METRICS[set]], arm).toBeGreaterThanOrEqual(-1);
    expect(line.steps).toBeGreaterThan(3);
    expect(line.labelled).toBeLessThan(line.learned);
  }
});

describe('the plan', () => {
  it('has each run once: choices before results, five seeds of the primary cells and three of the others', () => {
    const cells = allCells();
    expect(new Set(cells.map(keyOf)).size).toBe(cells.length);
    const kinds = cells.map(({ kind }) => kind);
    expect(kinds.lastIndexOf('trial')).toBeLessThan(kinds.indexOf('result'));
    const isPrimary = ({ kind, scope, level }: (typeof cells)[number]) =>
      kind === 'result' && scope === 'last' && level === LEVELS[0];
    const arms = DATA.flatMap((data) => Object.keys(ARMS[data])).length;
    for (const seed of [1, 2, 3, 4, 5]) {
      expect(cells.filter((cell) => isPrimary(cell) && cell.seed === seed)).toHaveLength(2 * arms);
    }
    const others = cells.filter((cell) => cell.kind === 'result' && !isPrimary(cell));
    expect(new Set(others.map(({ seed }) => seed))).toEqual(new Set([1, 2, 3]));
  });

  it('takes as many steps as the hours hold, within bounds', () => {
    const every = (ms: number) =>
      Object.fromEntries(
        DATA.map((data) => [data, Object.fromEntries(Object.keys(ARMS[data]).map((arm) => [arm, ms]))]),
      ) as Plan['msPerStep'];
    const steps = stepsFor(4, 2, every(200));
    expect(steps).toBeGreaterThan(100);
    expect(stepsFor(2, 2, every(200))).toBe(Math.max(60, Math.floor(steps / 2)));
    expect([stepsFor(1, 1, every(2000)), stepsFor(24, 8, every(10))]).toEqual([60, 400]);
  });
});

const line = (change: Partial<Line>) =>
  ({
    ...{ kind: 'result', data: 'views', start: 'labelled', scope: 'last', level: '10 a class', seed: 1, rate: 1 },
    ...{ classes: 8, accuracy: 0.6, balancedAccuracy: 0.6, macroF1: 0.6, knn: 0.5, linear: 0.5, identity: null },
    ...{
      frontalAccuracy: 0.8,
      farAccuracy: 0.5,
      affect: null,
      weakCcc: null,
      labelled: 80,
      learned: 1000,
      judged: 500,
    },
    ...{ steps: 60, rollBacks: 0, msPerStep: 100, ms: 9000 },
    ...change,
  }) as Measured;

const seeded = (arm: string, values: number[], change: Partial<Line> = {}) =>
  values.map((farAccuracy, i) => line({ arm, seed: i + 1, farAccuracy, ...change } as Partial<Line>));

const [against, , grows] = CLAIMS.filter(({ objective }) => objective === 'clmex') as [
  (typeof CLAIMS)[number],
  unknown,
  (typeof CLAIMS)[number],
];

describe('a verdict', () => {
  // By seed 0.2, 0.3, 0.3: mean 0.267, deviation 0.0577, half width 4.303 · 0.0577 / √3 = 0.143.
  const supervised = seeded('supervised', [0.5, 0.6, 0.7]);
  it.each([
    ['holds', [0.7, 0.9, 1], '+0.267 (+0.123 … +0.410)'],
    ['does not hold', [0.3, 0.3, 0.4], '−0.267 (−0.410 … −0.123)'],
    ['undecided', [0.6, 0.5, 0.9], '+0.067'],
  ] as const)('%s by the interval of differences paired by seed', (verdict, values, text) => {
    const found = verdictOf(against, 'labelled', [...supervised, ...seeded('clmex', [...values])]);
    expect(found.verdict).toBe(verdict);
    expect(found.text).toContain(text);
  });

  it('is void where supervised is too good or at chance, and open where too little is in', () => {
    const own = seeded('clmex', [0.7, 0.9, 1]);
    const with_ = (balancedAccuracy: number) => seeded('supervised', [0.5, 0.6, 0.7], { balancedAccuracy });
    expect(verdictOf(against, 'labelled', [...with_(0.95), ...own]).verdict).toBe('void');
    expect(verdictOf(against, 'labelled', [...with_(0.125), ...own]).verdict).toBe('void');
    expect(verdictOf(against, 'unlabelled', [...supervised, ...own]).verdict).toBe('not measured');
  });

  it('of a growing gap compares the gaps at two numbers of labels', () => {
    const at = (level: Line['level'], own: number[]) => [
      ...seeded('supervised', [0.5, 0.5, 0.5], { level }),
      ...seeded('clmex', own, { level }),
    ];
    const found = verdictOf(grows, 'labelled', [...at('10 %', [0.7, 0.72, 0.71]), ...at('100 %', [0.6, 0.61, 0.6])]);
    expect(found).toMatchObject({ verdict: 'holds', text: expect.stringContaining('+0.107') });
  });
});

it('the rate is that of the best trial, and rungs of the ladder take that of all four', () => {
  const trials = RATES.map((rate, i) =>
    line({ kind: 'trial', data: 'clips', arm: 'THFM', rate, balancedAccuracy: [0.4, 0.6][i]! } as Partial<Line>),
  );
  expect(chosenRate({ data: 'clips', start: 'labelled', arm: 'TH' }, trials)).toBe(1);
  expect(chosenRate({ data: 'clips', start: 'labelled', arm: 'TH' }, trials.slice(1))).toBeNull();
});

it('the tables hold what was measured and say what was not', () => {
  const lines = [...seeded('supervised', [0.5, 0.6, 0.7]), ...seeded('clmex', [0.7, 0.9, 1])];
  const plan: Plan = { hours: 2, processes: 2, backend: 'wasm', steps: 60, msPerStep: {} };
  const text = methodsMarkdown(lines, plan, 700, []);
  expect(text).toContain('6 of 700 runs are in');
  expect(text).toContain('| CL-MEx | 3 | 0.800 ± 0.000 | 0.867 ± 0.153 |');
  expect(text).toContain('**not measured**');
  // The page shows nothing of it before every arm has three seeds.
  expect(methodsJson(lines).methods).toEqual({});
  const others = ['simclr', 'viewfx'].flatMap((arm) => seeded(arm, [0.5, 0.5, 0.5]));
  expect(Object.keys(methodsJson([...lines, ...others]).methods)).toEqual(['clmex']);
});

it('every arm, claim and objective of the committed lines is one that exists', async () => {
  const kept = await readFile(new URL('../../docs/results/methods.jsonl', import.meta.url), 'utf8').catch(() => '');
  const keys = new Set(allCells().map(keyOf));
  for (const text of kept.split('\n').filter(Boolean)) expect(keys.has(keyOf(JSON.parse(text)))).toBe(true);
  for (const { data, better, than } of CLAIMS) expect([better in ARMS[data], than in ARMS[data]]).toEqual([true, true]);
});
