/** What the methods' pages are made of: a text for every method that fits its metadata, addresses, formulas, results. */

import { existsSync, readdirSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import results from '../../docs/results/methods.json';
import { objectives } from '../../src/train/registry.ts';
import { addressOf, methodAsked } from '../../src/ui/methods/address.ts';
import type { Results } from '../../src/ui/methods/results.ts';
import { textOf } from '../../src/ui/methods/texts.ts';
import { pieces } from '../../src/ui/parts/subscripts.ts';

const inRepository = (path: string): boolean => existsSync(new URL(`../../${path}`, import.meta.url));

describe.each([...objectives])('%s', (id, { formula, stages, attention }) => {
  const text = textOf(id);

  it('has a text that says something of every part', () => {
    expect(text).not.toBeNull();
    for (const points of [text?.assumes, text?.symbols, text?.pictures, text?.origins.published, text?.origins.ours]) {
      expect(points?.length).toBeGreaterThan(0);
    }
    for (const row of text?.scheme.rows ?? []) expect(row.drawn.length).toBeGreaterThan(0);
  });

  it('explains every stage that there is, and no other', () => {
    expect(Object.keys(text?.stages ?? {})).toEqual(stages.map((stage) => stage.id));
  });

  it('explains symbols of its formula', () => {
    expect((text?.symbols ?? []).map(({ symbol }) => symbol).filter((symbol) => !formula.includes(symbol))).toEqual([]);
  });

  it('speaks of the attention where there is one to see', () => {
    expect(text?.pictures.some(({ name }) => name === 'Attention')).toBe(attention !== undefined);
  });

  it('names files that exist', () => {
    const paths = [`src/train/objectives/${id}.ts`, ...(text?.losses ?? [])];
    expect(paths.filter((path) => !inRepository(path))).toEqual([]);
  });
});

describe('texts', () => {
  it('belong to a method each', () => {
    const files = readdirSync(new URL('../../src/ui/methods/texts', import.meta.url));
    expect(files.map((file) => file.replace('.ts', '')).sort()).toEqual([...objectives.keys()].sort());
  });

  it('are not there for a method that has only its metadata', () => {
    expect(textOf('unheard-of')).toBeNull();
  });
});

describe('addresses', () => {
  it.each(['rmfer', 'a b/c'])('of %s lead back to it', (id) => {
    expect(methodAsked(addressOf(id))).toBe(id);
  });

  it.each([
    ['#methods', ''],
    ['#methods/', ''],
    ['#methods/%', '%'],
    ['', null],
    ['#method', null],
    ['#methodsandmore', null],
  ])('“%s” asks for %s', (hash, asked) => {
    expect(methodAsked(hash)).toBe(asked);
  });
});

describe('a formula', () => {
  it('has its subscripts told from the rest, however they are written', () => {
    expect(pieces('Σ_{a≠i} sᵢₚ + C_de²')).toEqual([
      { text: 'Σ', sub: false },
      { text: 'a≠i', sub: true },
      { text: ' s', sub: false },
      { text: 'ip', sub: true },
      { text: ' + C', sub: false },
      { text: 'de', sub: true },
      { text: '²', sub: false },
    ]);
  });
});

describe('docs/results/methods.json', () => {
  const line = v.pipe(v.string(), v.nonEmpty());
  // Typed as what the pages expect of it: a part that is missing here does not compile.
  const schema: v.GenericSchema<Results> = v.strictObject({
    note: v.string(),
    methods: v.record(
      v.string(),
      v.strictObject({
        setting: line,
        tables: v.array(
          v.strictObject({ title: line, columns: v.array(line), rows: v.array(v.array(v.string())) }),
        ) as v.GenericSchema<Results['methods'][string]['tables']>,
        claims: v.array(
          v.strictObject({
            claim: line,
            verdicts: v.array(
              v.strictObject({
                start: line,
                verdict: v.picklist(['holds', 'does not hold', 'undecided', 'void', 'not measured']),
                text: line,
              }),
            ),
          }),
        ),
      }),
    ),
  });

  it('has the form that the pages read, for methods that there are', () => {
    const { methods } = v.parse(schema, results);
    expect(Object.keys(methods).filter((id) => !objectives.has(id))).toEqual([]);
    for (const { tables } of Object.values(methods)) {
      for (const { title, columns, rows } of tables) {
        for (const row of rows) expect(row.length, title).toBe(columns.length);
      }
    }
  });

  it('would be refused with a verdict of its own', () => {
    const claims = [{ claim: 'C', verdicts: [{ start: 'S', verdict: 'maybe', text: 'T' }] }];
    const wrong = { note: '', methods: { rmfer: { setting: 'S', tables: [], claims } } };
    expect(v.safeParse(schema, wrong).success).toBe(false);
  });
});
