/** The reader of docs/model-file.md, run as it is printed there, answers as the page does. Skipped without python3 and NumPy. */

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRng } from '../../src/math/rng.ts';
import type { BaseModel } from '../../src/model/baseModel.ts';
import { selfTestPattern } from '../../src/model/selfTest.ts';
import type { Weights } from '../../src/model/weights.ts';
import { writeModelFile } from '../../src/train/modelFile.ts';
import { wholeModel } from '../../src/train/wholeModel.ts';
import { startModel } from '../../tools/training/startModel.ts';
import { answersOf, CHANGES, cardFor, storedModel } from '../storedModels.ts';

const MOST_LINES = 30;
const CROPS = 3;

const hasNumpy = spawnSync('python3', ['-c', 'import numpy']).status === 0;
const run = it.skipIf(!hasNumpy);

let folder: string;
/** Of the two pieces of code that are printed, the first reads and answers, the second adds valence and arousal. */
let code: string[];
let weights: Weights;
let base: BaseModel;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mien-python-'));
  const page = await readFile(new URL('../../docs/model-file.md', import.meta.url), 'utf8');
  code = [...page.matchAll(/```python\n(.*?)```/gs)].map(([, lines = '']) => lines);
  ({ weights, model: base } = await startModel('wasm'));
});
afterAll(() => rm(folder, { recursive: true }));

it(`has at most ${MOST_LINES} lines`, () => {
  expect(code.length).toBe(2);
  const lines = (code[0] ?? '').split('\n').filter((line) => line.trim() !== '');
  expect(lines.length).toBeGreaterThan(10);
  expect(lines.length).toBeLessThanOrEqual(MOST_LINES);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
});

run.each(CHANGES)('answers for a model of $by, $scope from $from as the page does', async (change) => {
  const side = weights.base.topology.inputSize;
  const rng = createRng(9);
  const noise = Uint8Array.from({ length: (CROPS - 1) * side ** 2 }, () => 256 * rng.uniform());
  const crops = Uint8Array.from([...selfTestPattern(side), ...noise]);
  const stored = storedModel(weights, change);
  const file = writeModelFile({ ...wholeModel(stored, weights), card: cardFor(stored) });
  await writeFile(join(folder, 'model.safetensors'), new Uint8Array(file));
  await writeFile(join(folder, 'crops.bin'), crops);
  const use = [
    "about, weights = load('model.safetensors')",
    `crops = np.fromfile('crops.bin', np.uint8).reshape(-1, ${side}, ${side})`,
    'rows = [embed(about, weights, crop) for crop in crops]',
    'told = [affect(weights, h).tolist() for h in rows] if about["card"].get("affect") else None',
    'print(json.dumps([[answer(about, weights, h).tolist() for h in rows], told]))',
  ].join('\n');
  const [found, told]: [number[][], number[][] | null] = JSON.parse(
    execFileSync('python3', ['-c', `${code.join('\n')}\n${use}`], { cwd: folder, encoding: 'utf8' }),
  );
  const { logits, affect } = await answersOf(stored, base, weights, crops);
  const classes = stored.run.classes.length;
  const expected = Array.from({ length: CROPS }, (_, i) =>
    logProbabilities(logits.slice(i * classes, (i + 1) * classes)),
  );
  const worst = Math.max(
    ...expected.flatMap((row, i) => row.map((value, c) => Math.abs(value - Math.log(found[i]?.[c] ?? Number.NaN)))),
  );
  console.log(`${change.by}, ${change.scope} from ${change.from}: logits agree to ${worst.toExponential(1)}`);
  expect(found.length).toBe(CROPS);
  // Or any reader would agree.
  expect(Math.max(...logits) - Math.min(...logits)).toBeGreaterThan(0.1);
  expect(worst).toBeLessThan(1e-3);
  expect(told?.length).toBe(change.by === 'cal' ? CROPS : undefined);
  affect?.forEach((value, i) => {
    expect(Math.abs(value - (told?.flat()[i] ?? Number.NaN))).toBeLessThan(1e-3);
  });
});

/** Logits less what all of them have in common, which a softmax does not tell. */
function logProbabilities(logits: Float32Array): number[] {
  const most = Math.max(...logits);
  const sum = logits.reduce((all, logit) => all + Math.exp(logit - most), 0);
  return Array.from(logits, (logit) => logit - most - Math.log(sum));
}
