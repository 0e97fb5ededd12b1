import { describe, expect, it } from 'vitest';
import type { Checkpoint, RunInfo } from '../../src/data/schema.ts';
import { curveCsv, settingsJson } from '../../src/ui/lab/exportRun.ts';
import { settingsDiff } from '../../src/ui/lab/settingsDiff.ts';
import { answerOf, canGoOn, standingOf, waitingRun } from '../../src/ui/runFacts.ts';
import { estimateWords } from '../../src/ui/training/estimateWords.ts';
import { begun, reported, shareDone } from '../../src/ui/training/runState.ts';

const METRICS = { loss: 0.2, accuracy: 0.9, judgedOn: 'session', samples: 40, seconds: 12 } as const;

const checkpoint = (kind: Checkpoint['kind'], step: number): Checkpoint => ({
  id: `${kind} ${step}`,
  run: 'a',
  kind,
  createdAt: 0,
  step,
  metrics: METRICS,
  bytes: 1000,
});

const runOf = (more: Partial<RunInfo> = {}): RunInfo => ({
  id: 'a',
  name: 'Model 1',
  createdAt: 0,
  updatedAt: 0,
  encoder: 'abc',
  classes: [{ id: 'x', name: 'Smile' }],
  settings: { objective: 'supervised', common: { epochs: 12, scope: 'heads' }, method: {} },
  judgedOn: 'session',
  stageSteps: [100, 50],
  step: 70,
  state: 'done',
  message: null,
  seconds: 1,
  metrics: METRICS,
  history: [],
  resumable: true,
  checkpoints: [],
  ...more,
});

const spec = { kind: 'number', label: 'Epochs', help: '', default: 1, min: 1, max: 9 } as const;
const choices = [
  { value: 'heads', label: 'Adapter and heads' },
  { value: 'full', label: 'The whole encoder' },
];
const offer: Parameters<typeof settingsDiff>[2] = {
  methods: [],
  common: { epochs: spec, scope: { kind: 'choice', label: 'Trained', help: '', default: 'heads', choices } },
};

describe('stored runs', () => {
  it('answer by their best checkpoint, else their last', () => {
    const last = checkpoint('last', 70);
    const best = checkpoint('best', 30);
    const pinned = checkpoint('pinned', 50);
    expect(answerOf(runOf({ checkpoints: [last, pinned, best] }))).toBe(best);
    expect(answerOf(runOf({ checkpoints: [pinned, last] }))).toBe(last);
    expect(answerOf(runOf({ checkpoints: [pinned] }))).toBe(pinned);
    expect(answerOf(runOf())).toBeUndefined();
  });

  it('were interrupted where a record says running and nobody runs it', () => {
    const run = runOf({ state: 'running' });
    expect(standingOf(run, { kind: 'idle' })).toBe('interrupted');
    expect(standingOf(run, begun('a'))).toBe('running');
    expect(standingOf(run, begun('b'))).toBe('interrupted');
    expect(standingOf(runOf({ state: 'paused' }), { kind: 'idle' })).toBe('paused');
  });

  it('wait to go on only as the newest, and only where they can', () => {
    const checkpoints = [checkpoint('last', 70)];
    const paused = runOf({ state: 'paused', checkpoints });
    expect(waitingRun([paused, runOf({ id: 'b' })], { kind: 'idle' })).toBe(paused);
    expect(waitingRun([runOf({ id: 'b' }), paused], { kind: 'idle' })).toBeUndefined();
    expect(waitingRun([{ ...paused, resumable: false }], { kind: 'idle' })).toBeUndefined();
    expect(waitingRun([{ ...paused, checkpoints: [checkpoint('best', 70)] }], { kind: 'idle' })).toBeUndefined();
    expect(waitingRun([paused], begun('b'))).toBeUndefined();
  });

  it('go on from their start where nothing of them was saved', () => {
    expect(canGoOn(runOf({ state: 'running', step: 0 }))).toBe(true);
    expect(canGoOn(runOf({ state: 'running', step: 0, resumable: false }))).toBe(false);
    expect(canGoOn(runOf({ state: 'running', step: 70 }))).toBe(false);
  });

  it('differ by what they were trained with, in the words of the form', () => {
    const other = runOf({
      settings: { objective: 'gone', common: { epochs: 12, scope: 'full', old: 1 }, method: { flag: true } },
    });
    expect(settingsDiff(runOf(), other, offer)).toEqual([
      { label: 'Method', a: 'supervised', b: 'gone' },
      { label: 'flag', a: '–', b: 'On' },
      { label: 'Trained', a: 'Adapter and heads', b: 'The whole encoder' },
      { label: 'old', a: '–', b: '1' },
    ]);
    expect(settingsDiff(runOf(), runOf({ name: 'Other', step: 3 }), offer)).toEqual([]);
  });

  it('are written as CSV and JSON without the samples', () => {
    const point = { step: 5, loss: 0.5, accuracy: 1, judgeLoss: 0.4, knn: null, learningRate: 0.01 };
    expect(curveCsv([{ ...point, parts: { 'a,b': 0.1 } }])).toBe(
      'step,loss,"loss_a,b",accuracy,held_out_loss,knn_accuracy,learning_rate\r\n5,0.5,0.1,1,0.4,,0.01\r\n',
    );
    expect(curveCsv([{ ...point, parts: {}, metrics: { CCC: 0.3 } }])).toBe(
      'step,loss,accuracy,held_out_loss,knn_accuracy,CCC,learning_rate\r\n5,0.5,1,0.4,,0.3,0.01\r\n',
    );
    const written = JSON.parse(settingsJson(runOf()));
    expect(written).toMatchObject({ name: 'Model 1', settings: { objective: 'supervised' }, classes: ['Smile'] });
    expect(JSON.stringify(written)).not.toContain('"x"');
  });
});

describe('the run in progress', () => {
  it('becomes what its reports say', () => {
    const stages = [{ id: 's', label: 'S', steps: 10 }];
    let run = reported(begun(null), { phase: 'started', run: 'a', steps: 10, stages, judgedOn: 'time' });
    expect(run).toMatchObject({ id: 'a', steps: 10, judgedOn: 'time', progress: null });
    run = reported(run, { phase: 'preparing', done: 1, total: 2 });
    expect(shareDone(run)).toBeCloseTo(0.15);
    const point = { step: 5, loss: 1, parts: {}, accuracy: 0.5, judgeLoss: 1, knn: null, learningRate: 0.1 };
    run = reported(run, { phase: 'training', run: 'a', point, stage: 0, steps: 10, epoch: 1, msLeft: 900 });
    expect(shareDone(run)).toBeCloseTo(0.65);
    run = reported(run, { phase: 'saved', run: 'a', step: 4 });
    run = reported(run, { phase: 'rolled-back', run: 'a', from: 5, to: 4, learningRate: 0.05 });
    // What came in between does not hide how far it is.
    expect(run).toMatchObject({ savedAt: 4, rollbacks: [{ from: 5, to: 4 }], progress: { kind: 'training', step: 5 } });
  });

  it('is estimated in a sentence', () => {
    const estimate = {
      samples: 40,
      steps: 1380,
      msPerStep: 3.24,
      msToPrepare: 8000,
      seconds: 40,
      bytes: 12e6,
      checkpointBytes: 840e3,
      judgedOn: 'time',
      refusal: null,
    } as const;
    expect(estimateWords(estimate)).toBe(
      'About 40 s: 1,380 steps of 3.2 ms, after looking at the samples for 8 s. Takes 12.0 MB while it runs and keeps 840 kB for each checkpoint.',
    );
    expect(estimateWords({ ...estimate, msToPrepare: 0 })).not.toContain('looking');
  });
});
