/** `npm run train` on a small export: a whole run, one that is killed and goes on, and what is refused. */

import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tidy } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { HistoryPoint, RunRecord } from '../../src/data/schema.ts';
import { AppError } from '../../src/rpc/appError.ts';
import { openOwnModel } from '../../src/train/ownModel.ts';
import type { EvaluationReport } from '../../src/train/protocol.ts';
import { readConfig } from '../../tools/training/config.ts';
import { trainHeadless } from '../../tools/training/headless.ts';
import { openData } from '../../tools/training/openData.ts';
import { innerCrop } from '../../tools/training/pictures.ts';
import { openRunFolder } from '../../tools/training/runFolder.ts';
import { startModel } from '../../tools/training/startModel.ts';
import { PATTERNS, writeExport } from '../exportOnDisk.ts';

let folder: string;
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mien-train-'));
  await writeExport(at('export'));
});

afterAll(() => rm(folder, { recursive: true }));

const COMMON = { epochs: 6, batchSize: 8, views: 2, learningRate: 0.01, weightDecay: 0.01 };

/** A configuration file of these settings. */
async function configured(out: string, change: object = {}) {
  const file = at(`${out}.json`);
  await writeFile(file, JSON.stringify({ data: 'export', out, name: 'Waves', options: { common: COMMON }, ...change }));
  return file;
}

/** Trains on a clock that goes a second a step, so that every step is reported and every tenth is saved. */
async function trained(
  file: string,
  { killedAt = Number.POSITIVE_INFINITY, pausedAt = Number.POSITIVE_INFINITY } = {},
) {
  vi.useFakeTimers({ toFake: ['performance'] });
  const said: string[] = [];
  let steps = 0;
  const begun = () => said.some((line) => line.includes('steps; judged on'));
  try {
    return await trainHeadless(await readConfig(file), {
      asked: () => (steps >= pausedAt ? 'paused' : null),
      breathe: async () => {
        vi.advanceTimersByTime(1_000);
        if (begun()) steps += 1;
        if (steps === killedAt) throw new AppError('aborted', 'Killed by the test.');
      },
      say: (line) => said.push(line),
    });
  } finally {
    vi.useRealTimers();
  }
}

async function metricsOf(out: string): Promise<HistoryPoint[]> {
  const text = await readFile(at(`${out}/metrics.jsonl`), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const recordOf = async (out: string): Promise<RunRecord> =>
  JSON.parse(await readFile(at(`${out}/run.json`), 'utf8')).run;

const evaluationOf = async (out: string): Promise<EvaluationReport> =>
  JSON.parse(await readFile(at(`${out}/evaluation.json`), 'utf8'));

describe('a run on an export', () => {
  let whole: HistoryPoint[];

  beforeAll(async () => {
    await trained(await configured('whole'));
    whole = await metricsOf('whole');
  }, 60_000);

  it('learns, step by step in the metrics, and is judged on the locked test person', async () => {
    const { state, step, stageSteps } = await recordOf('whole');
    expect([state, step]).toEqual(['done', 30]); // 18 samples · 2 views / 8, six times
    expect(stageSteps).toEqual([30]);
    expect(whole.map((point) => point.step)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    expect(whole.at(-1)!.loss).toBeLessThan(whole[0]!.loss / 2);
    const { judgedOn, parts, accuracy, classes, angles, affect } = await evaluationOf('whole');
    expect(judgedOn).toBe('test');
    expect(classes).toEqual(PATTERNS);
    expect(parts).toEqual({
      train: { samples: 18, people: 2 },
      validation: { samples: 9, people: 1 },
      test: { samples: 9, people: 1 },
    });
    expect(accuracy.value).toBeGreaterThan(0.8);
    expect(angles.ranges).toMatchObject([{ from: 0, samples: 9, accuracy: { value: accuracy.value } }]);
    expect(affect).toBeNull();
  });

  it('reports in Markdown what was measured, with settings and times', async () => {
    const text = await readFile(at('whole/report.md'), 'utf8');
    const { balancedAccuracy } = await evaluationOf('whole');
    expect(text).toMatch(/^# Waves\n/);
    expect(text).toContain(`| balanced accuracy | ${balancedAccuracy.value.toFixed(4)} |`);
    expect(text).toContain('| ended | done at step 30 of 30 |');
    expect(text).toContain('| learningRate | 0.01 |');
    expect(text).toContain('| backend | wasm, ');
  });

  it('leaves a checkpoint that opens as the page opens it, and answers as the run did', async () => {
    const stored = await (await openRunFolder(at('whole'), false)).load('last');
    const { weights, model } = await startModel('wasm');
    const own = openOwnModel(stored.checkpoint.id, stored, weights);
    const { inputSize } = weights.base.topology;
    const { crops } = await openData(at('export'), inputSize, () => {});
    const { ids, labels, judge } = stored.run.samples;
    const inner = judge.map((i) => innerCrop(crops.get(ids[i]!)!, inputSize));
    const pixels = new Uint8Array(inner.flatMap((crop) => [...crop]));
    const output = tidy(() => own.answer(model.see(pixels, judge.length)).logits);
    const logits = await output.data<'float32'>();
    const loss = judge.reduce((sum, i, row) => {
      const answer = logits.subarray(3 * row, 3 * row + 3);
      return sum + Math.log(answer.reduce((all, logit) => all + Math.exp(logit), 0)) - answer[labels[i]!]!;
    }, 0);
    expect(judge.length).toBe(9);
    expect(loss / 9).toBeCloseTo(whole.at(-1)!.judgeLoss, 3);
    own.dispose();
    output.dispose();
  });

  it('goes on after kills, before and after its first save, with the losses of the run that was not killed', async () => {
    await expect(trained(await configured('killed'), { killedAt: 5 })).rejects.toThrow('Killed');
    expect((await recordOf('killed')).step).toBe(0);
    await expect(trained(await configured('killed', { resume: true }), { killedAt: 24 })).rejects.toThrow('Killed');
    expect((await metricsOf('killed')).at(-1)?.step).toBe(23);
    const { state, step } = await recordOf('killed');
    expect(state).toBe('running');
    expect(step).toBeGreaterThanOrEqual(10);
    expect(step).toBeLessThan(24);
    await trained(await configured('killed', { resume: true }));
    const metrics = await metricsOf('killed');
    expect(metrics.map((point) => point.step)).toEqual(whole.map((point) => point.step));
    for (const [i, { loss }] of metrics.entries()) expect(Math.abs(loss - whole[i]!.loss)).toBeLessThan(1e-6);
    expect((await evaluationOf('killed')).confusion).toEqual((await evaluationOf('whole')).confusion);
  });

  it('is neither begun where there is one, nor gone on with when it is done', async () => {
    await expect(trained(await configured('whole'))).rejects.toThrow('Set “resume” to true');
    await expect(trained(await configured('whole', { resume: true }))).rejects.toThrow('is done');
    await expect(trained(await configured('none', { resume: true }))).rejects.toThrow('Set “resume” to false');
  });
});

it('saves and ends when the terminal interrupts it', async () => {
  const common = { ...COMMON, epochs: 1000 };
  const file = await configured('interrupted', { options: { common } });
  const child = spawn(process.execPath, ['tools/run.mjs', 'tools/train.ts', '--config', file]);
  let said = '';
  child.stderr.on('data', (data) => {
    said += data;
    // Once: a second one kills.
    if (!child.killed && /Step \d/.test(said)) child.kill('SIGINT');
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect(said).toContain('Set “resume” to true to go on.');
  expect(code).toBe(0);
  const { state, step } = await recordOf('interrupted');
  expect(state).toBe('paused');
  const { checkpoint } = await (await openRunFolder(at('interrupted'), false)).load('last');
  expect(checkpoint.step).toBe(step);
  expect(step).toBeGreaterThan(0);
}, 120_000);

describe('a configuration', () => {
  it.each([
    ['an unknown word', { epochs: 3 }, 'epochs'],
    ['no data', { data: undefined }, '“data”'],
    ['an unknown backend', { backend: 'cuda' }, '“backend”'],
    ['an unknown method', { options: { objective: 'magic' } }, 'Choose one of: '],
    ['a setting out of range', { options: { common: { learningRate: 7 } } }, 'Learning rate'],
    ['an unknown setting', { options: { common: { rate: 7 } } }, '“rate”'],
    ['a split by picture', { split: { by: 'picture', seed: 1 } }, '“split'],
  ])('with %s is refused by name', async (_what, change, named) => {
    await expect(readConfig(await configured('bad', change))).rejects.toThrow(named);
  });

  it('that is missing or no JSON is refused', async () => {
    await writeFile(at('broken.json'), '{');
    await expect(readConfig(at('broken.json'))).rejects.toThrow('is not JSON');
    await expect(readConfig(at('nowhere.json'))).rejects.toThrow('cannot be read');
  });

  it('takes the defaults of its method, and paths from its own folder', async () => {
    const file = await configured('defaults', { options: { objective: 'supcon', method: { temperature: 0.5 } } });
    const { options, data, backend, split, resume } = await readConfig(file);
    expect([data, backend, split, resume]).toEqual([at('export'), 'wasm', 'as stored', false]);
    expect(options.common).toMatchObject({ scope: 'heads', batchSize: 64, schedule: 'cosine' });
    expect(options.method).toEqual({ temperature: 0.5, contrastShare: 0.5, fineTune: false });
  });

  it('asks for WebGPU only where the package for it is installed', async () => {
    await expect(startModel('webgpu')).rejects.toThrow('npm install --no-save webgpu');
  });
});
