import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/math/sha256.ts';
import { BaseModelSchema } from '../../src/model/base.ts';
import current from '../../src/model/current.json';

const folder = `public/weights/${current.hash}`;
const base = v.parse(BaseModelSchema, JSON.parse(readFileSync(`${folder}/base.json`, 'utf8')));
const card = readFileSync('docs/model-card.md', 'utf8');

describe('the released base model', () => {
  it('is the file that base.json describes, within its budget', async () => {
    const file = readFileSync(`${folder}/${base.file}`);
    expect(await sha256(file)).toBe(base.sha256);
    expect(base.hash).toBe(base.sha256.slice(0, 16));
    expect(file.length).toBe(base.bytes);
    expect(base.bytes).toBeLessThanOrEqual(3_000_000);
    expect(base.multiplyAdds).toBeLessThanOrEqual(150_000_000);
  });

  it('is as good as it must be', () => {
    expect(base.metrics.valid.accuracy).toBeGreaterThanOrEqual(0.875);
    expect(base.metrics.valid.ece).toBeLessThanOrEqual(0.02);
  });

  it('has a model card with the same figures', () => {
    expect(card).toContain(`base encoder ${base.hash}`);
    const { accuracy, accuracyInterval, balancedAccuracy, macroF1, ece, perClass } = base.metrics.valid;
    const [low, high] = accuracyInterval.map((value) => value.toFixed(4));
    expect(card).toContain(`| accuracy | ${accuracy.toFixed(4)} | ${low} – ${high} |`);
    expect(card).toContain(`| balanced accuracy | ${balancedAccuracy.toFixed(4)} |`);
    expect(card).toContain(`| macro-F1 | ${macroF1.toFixed(4)} |`);
    expect(card).toContain(`| calibration error | ${ece.toFixed(4)} |`);
    for (const [name, { recall, precision, f1, support }] of Object.entries(perClass)) {
      const figures = [recall, precision, f1].map((value) => value.toFixed(4)).join(' | ');
      expect(card).toContain(`| ${name} | ${figures} | ${support} |`);
    }
  });

  it('lists every run that was scored on the validation images, the released one among them', () => {
    const runs: { hash: string; metrics: { accuracy: number } }[] = JSON.parse(
      readFileSync('tools/pretrain/runs.json', 'utf8'),
    );
    expect(runs.map(({ hash }) => hash)).toContain(base.hash);
    for (const { hash, metrics } of runs) expect(card).toContain(`| ${hash} | ${metrics.accuracy.toFixed(4)} |`);
  });
});
