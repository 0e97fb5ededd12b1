/** Changes to drafts and bytes, drawn and shrunk by fast-check. Knows no format. */

import fc from 'fast-check';
import type { Draft, Format } from './format.ts';

/** `at` and other places count round: they are taken modulo how many there are. */
type ByteEdit = { at: number; length: number } & (
  | { what: 'set'; bytes: number[] }
  | { what: 'insert'; bytes: number[] }
  | { what: 'cut' }
  | { what: 'end' }
  | { what: 'copy'; to: number }
);

type TreeEdit = { at: number } & (
  | { what: 'replace'; value: unknown }
  | { what: 'remove' }
  | { what: 'repeat'; times: number }
  | { what: 'rename'; key: string }
  | { what: 'exchange'; with: number }
  | { what: 'nudge'; by: number }
  | { what: 'tear'; edit: ByteEdit }
);

/** `tree`: of the draft. `inner`: of its bytes, before checksum and compression. `outer`: of what the door is given. */
export type Edit = ({ on: 'tree' } & TreeEdit) | { on: 'inner' | 'outer'; edit: ByteEdit };

export type Recipe = { draft: number; edits: Edit[] };

const place = fc.nat(100_000);

const byteEdit: fc.Arbitrary<ByteEdit> = fc.oneof(
  fc.record({ what: fc.constant('set' as const), at: place, length: fc.nat(8), bytes: someBytes() }),
  fc.record({ what: fc.constant('insert' as const), at: place, length: fc.nat(8), bytes: someBytes() }),
  fc.record({ what: fc.constant('cut' as const), at: place, length: fc.nat(64) }),
  fc.record({ what: fc.constant('end' as const), at: place, length: fc.constant(0) }),
  fc.record({ what: fc.constant('copy' as const), at: place, length: fc.nat(64), to: place }),
);

function someBytes(): fc.Arbitrary<number[]> {
  const extremes = ['00000000', 'ffffffff', 'ffffff7f', '00000080', '0100000001000000'];
  return fc.oneof(
    fc.array(fc.nat(255), { minLength: 1, maxLength: 8 }),
    fc.constantFrom(...extremes).map((hex) => [...Buffer.from(hex, 'hex')]),
  );
}

/** Names that mean something to JavaScript, to a path or to a reader of text. */
const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'length',
  '',
  ' ',
  '..',
  'x',
  '\u202egpj.exe',
  'a\0b',
  '<img src=x onerror=alert(1)>',
];

/** Nested deeper than a careless reader's stack. */
const deep = () => JSON.parse(`${'['.repeat(400)}${']'.repeat(400)}`);

const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1, 0.5, -0, 2 ** 31, 2 ** 32 - 1, 2 ** 53, -(2 ** 53), 1e308, 1e-320),
  fc.constantFrom<unknown>(
    Number.NaN,
    Number.POSITIVE_INFINITY,
    [],
    {},
    [[]],
    [null],
    'a'.repeat(300),
    'é'.repeat(5_000),
  ),
  fc.constantFrom(...NAMES),
  fc.constant(JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}')),
  fc.constant(null).map(deep),
  fc.uint8Array({ maxLength: 16 }),
  fc.double(),
  fc.string({ maxLength: 12, unit: 'binary' }),
);

const treeEdit: fc.Arbitrary<TreeEdit> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant('replace' as const), at: place, value: hostile }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('remove' as const), at: place }) },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('repeat' as const), at: place, times: fc.constantFrom(1, 2, 7, 300) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('rename' as const), at: place, key: fc.constantFrom(...NAMES) }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('exchange' as const), at: place, with: place }) },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('nudge' as const),
      at: place,
      by: fc.oneof(fc.integer({ min: -4, max: 4 }), fc.integer()),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('tear' as const), at: place, edit: byteEdit }) },
);

const onTree = treeEdit.map((edit): Edit => ({ on: 'tree', ...edit }));
const onBytes = (on: 'inner' | 'outer') => byteEdit.map((edit): Edit => ({ on, edit }));

/** Most inputs are changed inside alone: what tears the shell is refused there, and shows little. */
export function recipes({ drafts, torn, wrap }: Format): fc.Arbitrary<Recipe> {
  const draft = fc.nat(drafts.length - 1);
  const within = torn ? fc.oneof({ weight: 5, arbitrary: onTree }, { weight: 1, arbitrary: onBytes('inner') }) : onTree;
  const inside = fc.record({ draft, edits: fc.array(within, { maxLength: 5 }) });
  if (!wrap) return inside;
  const outside = fc.record({ draft, edits: fc.array(onBytes('outer'), { minLength: 1, maxLength: 3 }) });
  return fc.oneof({ weight: 12, arbitrary: inside }, { weight: 1, arbitrary: outside });
}

/** The input of a recipe. */
export async function cook(
  { drafts, encode, wrap }: Format,
  { draft, edits }: Recipe,
): Promise<Uint8Array<ArrayBuffer>> {
  let tree: Draft = structuredClone(drafts[draft]);
  for (const edit of edits) if (edit.on === 'tree') tree = changed(tree, edit);
  let bytes = encode(tree);
  for (const edit of edits) if (edit.on === 'inner') bytes = tornAt(bytes, edit.edit);
  if (wrap) bytes = await wrap(bytes);
  for (const edit of edits) if (edit.on === 'outer') bytes = tornAt(bytes, edit.edit);
  return new Uint8Array(bytes);
}

type Holder = { [key: string]: unknown };
/** A value where it lies. */
type Spot = { holder: Holder; key: string };

const isHolder = (value: unknown): value is Holder =>
  typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);

/** So deep, and the draft is a value that was put there to be deep. */
const DEEPEST = 12;

/** A draft of more values is not made larger by hundreds of copies: inputs are to be hostile, not merely long. */
const LARGE_DRAFT = 200;

function spotsIn(holder: Holder, found: Spot[] = [], depth = 0): Spot[] {
  for (const key of Object.keys(holder)) {
    found.push({ holder, key });
    const value = holder[key];
    if (isHolder(value) && depth < DEEPEST) spotsIn(value, found, depth + 1);
  }
  return found;
}

/** Own whatever the name: `__proto__` set the ordinary way would be lost. */
function set(holder: Holder, key: string, value: unknown): void {
  Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });
}

function changed(tree: Draft, edit: TreeEdit): Draft {
  const root: Holder = { tree };
  const spots = spotsIn(root);
  const spot = spots[edit.at % spots.length] as Spot;
  const { holder, key } = spot;
  const value = holder[key];
  if (edit.what === 'replace') set(holder, key, structuredClone(edit.value));
  else if (edit.what === 'nudge') set(holder, key, nudged(value, edit.by));
  else if (edit.what === 'tear') set(holder, key, tornValue(value, edit.edit));
  else if (edit.what === 'exchange') {
    const other = spots[edit.with % spots.length] as Spot;
    // Not into itself: a tree it must stay.
    if (isHolder(value) || isHolder(other.holder[other.key]))
      set(holder, key, structuredClone(other.holder[other.key]));
    else {
      set(holder, key, other.holder[other.key]);
      set(other.holder, other.key, value);
    }
  } else if (holder === root) return tree;
  else if (edit.what === 'remove') Array.isArray(holder) ? holder.splice(Number(key), 1) : delete holder[key];
  else if (edit.what === 'repeat') repeat(spot, spots.length > LARGE_DRAFT ? 1 : edit.times);
  else if (!Array.isArray(holder)) {
    delete holder[key];
    set(holder, edit.key, value);
  }
  return root.tree;
}

function repeat({ holder, key }: Spot, times: number): void {
  const copies = Array.from({ length: times }, () => structuredClone(holder[key]));
  if (Array.isArray(holder)) holder.splice(Number(key), 0, ...copies);
  else for (const [i, copy] of copies.entries()) set(holder, `${key}${i}`, copy);
}

function nudged(value: unknown, by: number): unknown {
  if (typeof value === 'number') return value + by;
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'string') return by < 0 ? value.slice(0, by) : value + value.slice(0, by);
  if (ArrayBuffer.isView(value)) return tornValue(value, { what: 'end', at: Math.abs(by), length: 0 });
  return value;
}

function tornValue(value: unknown, edit: ByteEdit): unknown {
  if (value instanceof Uint8Array) return tornAt(value, edit);
  if (typeof value === 'string') return Buffer.from(tornAt(Buffer.from(value), edit)).toString();
  return value;
}

function tornAt(bytes: Uint8Array, edit: ByteEdit): Uint8Array {
  const at = edit.at % (bytes.length + 1);
  const before = bytes.subarray(0, at);
  const after = bytes.subarray(at);
  if (edit.what === 'end') return before.slice();
  if (edit.what === 'cut') return new Uint8Array(Buffer.concat([before, after.subarray(edit.length)]));
  if (edit.what === 'insert') return new Uint8Array(Buffer.concat([before, Uint8Array.from(edit.bytes), after]));
  const put = edit.what === 'set' ? Uint8Array.from(edit.bytes) : after.subarray(0, edit.length);
  const to = edit.what === 'set' ? at : edit.to % (bytes.length + 1);
  return new Uint8Array(Buffer.concat([bytes.subarray(0, to), put, bytes.subarray(to + put.length)]));
}
