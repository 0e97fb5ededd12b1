/** Links that hold a model: what is read is what was written, within eight bits; anything else is refused with a reason. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantise, restore } from '../../src/data/quantise.ts';
import { LONGEST_NAME, type SharedModel } from '../../src/data/sharedModel.ts';
import { isShareLink } from '../../src/data/shareKey.ts';
import { readShareLink, writeShareLink } from '../../src/data/shareLink.ts';
import { createRng } from '../../src/math/rng.ts';
import { sha256 } from '../../src/math/sha256.ts';
import { drawnModel } from '../sharedModels.ts';

/** The bytes of a link after its checksum, unfolded. */
async function unfolded(fragment: string): Promise<Uint8Array<ArrayBuffer>> {
  const file = Buffer.from(fragment.split('.')[1] ?? '', 'base64url');
  const stream = new Blob([file.subarray(4)]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** A link of any bytes, with a checksum that fits. */
async function folded(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const packed = new Uint8Array(await new Response(stream).arrayBuffer());
  const sum = Buffer.from((await sha256(packed)).slice(0, 8), 'hex');
  return `model=1.${Buffer.concat([sum, packed]).toString('base64url')}`;
}

/** A link whose head was changed by hand. */
async function withHead(change: (head: { card: { [key: string]: unknown }; tensors: unknown[] }) => void) {
  const bytes = await unfolded(await writeShareLink(drawnModel(createRng(1))));
  const length = new DataView(bytes.buffer).getUint32(0, true);
  const head = JSON.parse(Buffer.from(bytes.subarray(4, 4 + length)).toString('utf8'));
  change(head);
  const text = new TextEncoder().encode(JSON.stringify(head));
  const size = new Uint8Array(Uint32Array.of(text.length).buffer);
  return folded(Uint8Array.from([...size, ...text, ...bytes.subarray(4 + length)]));
}

const refusal = (fragment: string) =>
  readShareLink(fragment).then(
    () => 'read',
    (error: Error & { code: string }) => `${error.code}: ${error.message}`,
  );

describe('eight bits', () => {
  it('keep every number within half a step of its row or column', () => {
    const side = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(side, side, fc.integer(), (rows, columns, seed) => {
        const rng = createRng(seed);
        const values = Float32Array.from({ length: rows * columns }, () => 4 * rng.uniform() - 2);
        const made = quantise(values, [rows, columns]);
        expect(made.scales.length).toBe(Math.min(rows, columns));
        const found = restore(made, [rows, columns]);
        const along = rows < columns ? (i: number) => Math.floor(i / columns) : (i: number) => i % columns;
        values.forEach((value, i) => {
          expect(Math.abs((found[i] ?? Number.NaN) - value)).toBeLessThanOrEqual(0.5001 * (made.scales[along(i)] ?? 0));
        });
      }),
    );
  });

  it('keep zeros, and vectors whole', () => {
    expect([...restore(quantise(new Float32Array(6), [2, 3]), [2, 3])]).toEqual([0, 0, 0, 0, 0, 0]);
    const bias = Float32Array.of(0.1, -7, 3e-9);
    expect([...restore(quantise(bias, [3]), [3])]).toEqual([...bias]);
  });
});

describe('a link', () => {
  it('gives back card, names and shapes, and numbers within eight bits', async () => {
    const model = drawnModel(createRng(1));
    const link = await writeShareLink(model);
    const read = await readShareLink(`#${link}`);
    expect(read.card).toEqual(model.card);
    const rounded = ({ tensors }: SharedModel) =>
      tensors.map(({ name, shape, values }) => ({ name, shape, values: restore(quantise(values, shape), shape) }));
    expect(read.tensors).toEqual(rounded(model));
  });

  it('of a model that reads no valence and arousal is, byte for byte, the one that was made before any did', async () => {
    const bytes = await unfolded(await writeShareLink(drawnModel(createRng(1))));
    // Before it is deflated, which no two browsers must do alike.
    expect(await sha256(bytes)).toBe('7adc3f0c1a110cd2f345c68876e47295c3c80416bbc5468401c4dc9ad6be01de');
  });

  it.each([2, 8])('with valence and arousal and %d classes gives them back, and is long', async (classes) => {
    const model = drawnModel(createRng(1), classes, true);
    const link = await writeShareLink(model);
    const { card, tensors } = await readShareLink(link);
    expect(card).toEqual(model.card);
    expect(tensors.map(({ name, shape }) => [name, shape])).toEqual(
      model.tensors.map(({ name, shape }) => [name, shape]),
    );
    console.log(`${classes} classes, valence and arousal: ${link.length} characters`);
    expect(link.length).toBeLessThanOrEqual(classes === 2 ? 13_000 : 15_500);
  });

  it('stays within 8,000 characters for eight classes, with long names too', async () => {
    const { card, tensors } = drawnModel(createRng(2));
    const wordy = (word: string) => word.padEnd(40, ' of somebody whose name is long');
    const classes = card.classes.map(({ name, colour }) => ({ name: wordy(name), colour }));
    const link = await writeShareLink({
      card: { ...card, name: wordy(card.name), author: wordy('A'), classes },
      tensors,
    });
    console.log(`8 classes: ${link.length} characters`);
    expect(link.length).toBeLessThanOrEqual(7_900);
    expect(link).toMatch(/^model=1\.[\w-]+$/);
    expect(isShareLink(`#${link}`)).toBe(true);
    expect(isShareLink('#methods/cal')).toBe(false);
  });

  it('is refused with any one character changed, left out or added', async () => {
    const link = await writeShareLink(drawnModel(createRng(3), 2));
    const begin = 'model=1.'.length;
    const other = (character: string) => (character === 'A' ? 'B' : 'A');
    const damage = fc.record({
      at: fc.integer({ min: begin, max: link.length - 1 }),
      how: fc.constantFrom('changed', 'left out', 'added', 'cut'),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ at, how }) => {
        const [before, after] = [link.slice(0, at), link.slice(at + 1)];
        const damaged = {
          changed: before + other(link[at] ?? '') + after,
          'left out': before + after,
          added: `${before}x${link.slice(at)}`,
          cut: before,
        }[how];
        // The last character may hold bits that belong to no byte.
        if (at === link.length - 1 && how === 'changed') return;
        expect(await refusal(damaged)).toMatch(/^bad-input: This link holds no model that can be opened: it /);
      }),
      { numRuns: 60 },
    );
  });

  it('of another version says so', async () => {
    const link = await writeShareLink(drawnModel(createRng(1), 2));
    expect(await refusal(link.replace('model=1.', 'model=27.'))).toMatch(
      /another version of Mien \(format 27, here 1\)/,
    );
    expect(await refusal('model=')).toMatch(/its beginning is damaged/);
    expect(await refusal('model=1')).toMatch(/cut short/);
    expect(await refusal('model=1.a b')).toMatch(/characters that no such link has/);
  });

  it('of 5 MB, or that unfolds to more than a model needs, is refused', async () => {
    expect(await refusal(`model=1.${'A'.repeat(5_000_000)}`)).toMatch(/5,000,000 characters/);
    const bomb = await folded(new Uint8Array(40_000_000));
    expect(bomb.length).toBeLessThan(100_000);
    expect(await refusal(bomb)).toMatch(/unfolds to more than a model needs/);
  });

  it.each([
    ['card.name', (head) => Object.assign(head.card, { name: 'x'.repeat(LONGEST_NAME + 1) })],
    ['card.classes.1.colour', (head) => Object.assign((head.card.classes as object[])[1]!, { colour: 'url(//a.b)' })],
    ['card.judged.accuracy', (head) => Object.assign(head.card.judged as object, { accuracy: 7 })],
    ['card.picture', (head) => Object.assign(head.card, { picture: 'data:' })],
    ['card.encoder', (head) => Object.assign(head.card, { encoder: '../../x' })],
    ['tensors.0.shape', (head) => Object.assign(head.tensors[0] as object, { shape: [1_000_000, 1_000_000] })],
    ['tensors', (head) => head.tensors.splice(0)],
  ] as [string, Parameters<typeof withHead>[0]][])(
    'whose %s is not as it should be is refused by name',
    async (path, change) => {
      const message = await refusal(await withHead(change));
      expect(message).toBe(`bad-input: What it says of itself is not understood (${path}).`);
    },
  );

  it('cannot reach the prototype of anything', async () => {
    const link = await withHead((head) => {
      Object.defineProperty(head.card, '__proto__', { value: { polluted: true }, enumerable: true });
    });
    expect(await refusal(link)).toMatch(/not understood/);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('whose numbers are none, that ends early or goes on is refused', async () => {
    const bytes = await unfolded(await writeShareLink(drawnModel(createRng(1), 2)));
    const last = bytes.slice();
    new DataView(last.buffer).setFloat32(last.length - 4, Number.NaN, true);
    expect(await refusal(await folded(last))).toMatch(/one of its numbers is none/);
    expect(await refusal(await folded(bytes.slice(0, -1)))).toMatch(/ends too early/);
    expect(await refusal(await folded(Uint8Array.from([...bytes, 0])))).toMatch(/goes on after its end/);
    expect(await refusal(await folded(new Uint8Array(2)))).toMatch(/ends too early/);
  });
});
