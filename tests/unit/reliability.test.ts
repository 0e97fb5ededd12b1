/** The page of what was done to break Mien: its parts, and what a long visit is judged by. */

import { expect, it } from 'vitest';
import { killsTable } from '../../tools/kills.ts';
import { withPart } from '../../tools/reliability.ts';
import type { Sample } from '../../tools/soak/sampler.ts';
import { flatness } from '../../tools/soak/verdict.ts';

it('a part is replaced, the others stay', () => {
  const text = 'a\n<!-- fuzz -->\nold\n<!-- /fuzz -->\nb\n<!-- soak -->\n<!-- /soak -->\n';
  const once = withPart(text, 'fuzz', 'new');
  expect(once).toBe('a\n<!-- fuzz -->\nnew\n<!-- /fuzz -->\nb\n<!-- soak -->\n<!-- /soak -->\n');
  expect(withPart(once, 'fuzz', 'new')).toBe(once);
  expect(() => withPart(text, 'kills', 'x')).toThrow('no place');
});

it('kills are counted by what was going on', () => {
  const table = killsTable([
    'seed 1\nkill 1, import, after 20 ms: x\nkill 2, import, after 7 ms: x\n',
    'kill 1, after 5 ms: y\n',
  ]);
  expect(table).toContain('at 3 random moments');
  expect(table).toContain('| import | 2 | 7–20 |');
  expect(table).toContain('| train | 1 | 5–5 |');
});

/** Twenty rounds, of which the first two are the warm-up. @param heap of the page in a round, MB */
const visit = (heap: (round: number) => number): Sample[] =>
  Array.from({ length: 20 }, (_, round) => ({
    ...{ round, heap: { page: heap(round) }, tensors: 100, tensorMB: 9, nodes: 900 },
    ...{ rendererMB: 300, browserMB: 900, frameMs: 16.7 },
  }));

it.each<[string, (round: number) => number, boolean]>([
  ['stays as it is', () => 40, true],
  ['is loaded first', (round) => (round < 3 ? 20 : 40), true],
  ['swings', (round) => 40 + 10 * Number(round % 5 === 0), true],
  ['is collected later', (round) => 40 - round, true],
  ['grows by a little each round', (round) => 40 + 0.5 * round, false],
])('a heap that %s is judged so', (_, heap, flat) => {
  expect(flatness(visit(heap)).find(({ what }) => what.startsWith('Heap of page'))?.flat).toBe(flat);
});
