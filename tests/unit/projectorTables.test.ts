/** The tables for the Embedding Projector: rows in one order, nothing that would break a cell, sheets that it can show. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metadataTsv, projectorConfig, spriteLayout, vectorsTsv } from '../../src/train/projector/tables.ts';
import { classNamed, sampleOf } from '../records.ts';

const lines = (text: string) => {
  expect(text.endsWith('\n')).toBe(true);
  return text
    .slice(0, -1)
    .split('\n')
    .map((line) => line.split('\t'));
};

describe('tables', () => {
  it('hold a row for each sample, in the same order, and a head for what is known of them', () => {
    const vectors = vectorsTsv([Float32Array.of(1, -0.123456789, 1e-9), Float32Array.of(0, 2, 3)]);
    expect(lines(vectors)).toEqual([
      ['1', '-0.123457', '1e-9'],
      ['0', '2', '3'],
    ]);
    const classes = [classNamed('a', 1, { name: 'Smile' })];
    const samples = [sampleOf('x', 'a', { person: 'Ada', valence: 0.5 }), sampleOf('y', null, { person: 'Ben' })];
    const [head, first, second] = lines(metadataTsv(samples, ['Smile', 'Straight'], { classes, split: null }));
    expect(head?.slice(0, 4)).toEqual(['class', 'answer', 'person', 'session']);
    expect(first?.slice(0, 3)).toEqual(['Smile', 'Smile', 'Ada']);
    expect(second?.slice(0, 3)).toEqual(['no class', 'Straight', 'Ben']);
    expect(first?.[head?.indexOf('valence') ?? 0]).toBe('0.500');
    expect(new Set([head, first, second].map((row) => row?.length)).size).toBe(1);
  });

  it('stay whole with any names', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (name, person) => {
        const rows = lines(
          metadataTsv([sampleOf('x', 'a', { person })], ['b'], {
            classes: [classNamed('a', 1, { name })],
            split: null,
          }),
        );
        expect(rows.map((row) => row.length)).toEqual([10, 10]);
      }),
    );
  });
});

describe('a sprite', () => {
  it('has a tile for each sample and is never too large', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (count) => {
        const { columns, tile, side } = spriteLayout(count);
        expect(columns * columns).toBeGreaterThanOrEqual(count);
        expect(side).toBe(columns * tile);
        expect(side).toBeLessThanOrEqual(8192);
        expect(tile).toBeLessThanOrEqual(64);
      }),
    );
    expect(spriteLayout(10_000)).toEqual({ columns: 100, tile: 64, side: 6400 });
  });

  it('is named in the configuration only where there is one', () => {
    const [embedding] = JSON.parse(projectorConfig('Model 1', [9, 184], spriteLayout(9))).embeddings;
    expect(embedding).toMatchObject({
      tensorShape: [9, 184],
      tensorPath: 'vectors.tsv',
      sprite: { imagePath: 'sprite.jpg', singleImageDim: [64, 64] },
    });
    expect(projectorConfig('Model 1', [9, 184], null)).not.toContain('sprite');
  });
});
