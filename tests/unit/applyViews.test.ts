import { memory, type Tensor4D, tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { similarity } from '../../src/math/affine.ts';
import { modelCrop, STORED_SIDE, wideCrop, wideSide } from '../../src/math/faceCrop.ts';
import { createRng, normal } from '../../src/math/rng.ts';
import { applyViews } from '../../src/train/views/apply.ts';
import { CONTRASTIVE_STRENGTH, drawView, IDENTITY_VIEW, type ViewDraw } from '../../src/train/views/draw.ts';
import { computedOn, startWasm } from './backends.ts';

beforeAll(startWasm);

const SIDE = 24;
const WIDE = wideSide(SIDE);
const PARITY = 1e-4;
const MIRROR = { a: -1, b: 0, c: 0, d: 1, e: 0, f: 0 };

/** A picture of hills and noise, another for each seed. */
function wideOf(seed: number): Float32Array {
  const rng = createRng(seed);
  return Float32Array.from({ length: WIDE * WIDE }, (_, i) => {
    const [x, y] = [i % WIDE, Math.floor(i / WIDE)];
    return Math.min(1, Math.max(0, 0.5 + 0.3 * Math.sin(x / 3 + seed) * Math.cos(y / 4) + 0.1 * normal(rng)));
  });
}

async function viewsOf(
  backend: 'cpu' | 'wasm',
  wide: readonly ArrayLike<number>[],
  draws: readonly ViewDraw[],
  dtype: 'float32' | 'int32' = 'float32',
): Promise<Float32Array[]> {
  const pixels = wide.flatMap((one) => Array.from(one));
  const [values] = await computedOn(backend, () => {
    const x = tensor(pixels, [wide.length, WIDE, WIDE, 1], dtype) as Tensor4D;
    const views = applyViews(x, draws, SIDE);
    x.dispose();
    return [views];
  });
  const size = SIDE * SIDE;
  return draws.map((_, i) => (values ?? new Float32Array()).slice(i * size, (i + 1) * size));
}

const difference = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] ?? Number.NaN))));

const clamp = (value: number, most: number) => Math.min(most, Math.max(0, value));

/** One pixel of the moved picture, x and y px of the view: bilinear, the border continued. */
function movedAt(wide: Float32Array, { framing: { a, b, c, d, e, f } }: ViewDraw, x: number, y: number): number {
  const [u, v] = [(x + 0.5) / SIDE - 0.5, (y + 0.5) / SIDE - 0.5];
  const sx = clamp(WIDE / 2 + SIDE * (a * u + c * v + e) - 0.5, WIDE - 1);
  const sy = clamp(WIDE / 2 + SIDE * (b * u + d * v + f) - 0.5, WIDE - 1);
  let sum = 0;
  for (let row = Math.floor(sy); row <= Math.floor(sy) + 1; row++) {
    for (let column = Math.floor(sx); column <= Math.floor(sx) + 1; column++) {
      const weight = (1 - Math.abs(sx - column)) * (1 - Math.abs(sy - row));
      if (weight > 0) sum += weight * wide[row * WIDE + column]!;
    }
  }
  return sum;
}

/** The definition, pixel by pixel and in double precision. */
function slow(wide: Float32Array, draw: ViewDraw): number[] {
  const pixels: number[] = [];
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      let [sum, total] = [0, 0];
      for (let dy = -4; dy <= 4; dy++) {
        for (let dx = -4; dx <= 4; dx++) {
          const distance = dx ** 2 + dy ** 2;
          const weight = distance === 0 ? 1 : draw.blur === 0 ? 0 : Math.exp(-distance / (2 * draw.blur ** 2));
          if (weight > 0) sum += weight * movedAt(wide, draw, x + dx, y + dy);
          total += weight;
        }
      }
      pixels.push(sum / total);
    }
  }
  const mean = pixels.reduce((sum, pixel) => sum + pixel, 0) / pixels.length;
  const { left, top, width, height, grey } = draw.erased;
  return pixels.map((pixel, i) => {
    const [u, v] = [((i % SIDE) + 0.5) / SIDE, (Math.floor(i / SIDE) + 0.5) / SIDE];
    if (u >= left && u < left + width && v >= top && v < top + height) return grey;
    return clamp((pixel - mean) * draw.contrast + mean + draw.brightness, 1);
  });
}

const TRANSFORMATIONS: [string, Partial<ViewDraw>][] = [
  ['no change', {}],
  ['shift', { framing: { ...IDENTITY_VIEW.framing, e: 0.07, f: -0.04 } }],
  ['scale up', { framing: similarity(0.8, 0, 0, 0) }],
  ['scale down', { framing: similarity(1.2, 0, 0, 0) }],
  ['rotation', { framing: similarity(1, 0.3, 0, 0) }],
  ['flip', { framing: MIRROR }],
  ['a framing beyond the margin', { framing: similarity(1, 0.1, 0.5, 0.6) }],
  ['less contrast', { contrast: 0.5 }],
  ['more contrast, cut off at black and white', { contrast: 3 }],
  ['brightness', { brightness: -0.15 }],
  ['a little blur', { blur: 0.3 }],
  ['much blur', { blur: 1.5 }],
  ['erasing', { erased: { left: 0.2, top: 0.5, width: 0.3, height: 0.25, grey: 0.9 } }],
  [
    'everything at once',
    {
      framing: similarity(0.9, -0.2, 0.05, 0.03),
      contrast: 1.3,
      brightness: 0.1,
      blur: 0.8,
      erased: { left: 0, top: 0.6, width: 0.4, height: 0.4, grey: 0.1 },
    },
  ],
];

describe.each(['cpu', 'wasm'] as const)('views on %s', (backend) => {
  it.each(TRANSFORMATIONS)('are the definition: %s', async (_, change) => {
    const draw = { ...IDENTITY_VIEW, ...change };
    // Last of three, so that a backend that looks only at the first fails.
    const wide = [wideOf(1), wideOf(2), wideOf(3)];
    const views = await viewsOf(backend, wide, [IDENTITY_VIEW, IDENTITY_VIEW, draw]);
    expect(difference(views[2]!, slow(wide[2]!, draw))).toBeLessThan(PARITY);
    expect(difference(views[0]!, slow(wide[0]!, IDENTITY_VIEW))).toBeLessThan(PARITY);
  });

  it('are the model crop at the identity, from the wide crop of a stored one', async () => {
    const rng = createRng(5);
    const stored = Uint8ClampedArray.from({ length: 4 * STORED_SIDE ** 2 }, () => 128 + 60 * normal(rng));
    const [view] = await viewsOf(backend, [wideCrop(stored, SIDE)], [IDENTITY_VIEW], 'int32');
    const crop = Array.from(modelCrop(stored, SIDE), (pixel) => pixel / 255);
    expect(difference(view!, crop)).toBeLessThanOrEqual(1 / 255 + 1e-6);
  });

  it('are the picture again when it is mirrored twice', async () => {
    const wide = wideOf(4);
    const mirrored = new Float32Array(wide.map((_, i) => wide[i - 2 * (i % WIDE) + WIDE - 1]!));
    const [view] = await viewsOf(backend, [mirrored], [{ ...IDENTITY_VIEW, framing: MIRROR }]);
    expect(difference(view!, slow(wide, IDENTITY_VIEW))).toBeLessThan(1e-6);
  });

  it('leave no tensor behind', async () => {
    const before = memory().numTensors;
    await viewsOf(backend, [wideOf(1), wideOf(2)], [IDENTITY_VIEW, IDENTITY_VIEW], 'int32');
    expect(memory().numTensors).toBe(before);
  });
});

describe('views', () => {
  it('of many random draws are equal on cpu and wasm, and as they would be made alone', async () => {
    const rng = createRng(11);
    const draws = Array.from({ length: 32 }, () => drawView(rng, CONTRASTIVE_STRENGTH));
    const wide = draws.map((_, i) => wideOf(i));
    const [expected, found] = [await viewsOf('cpu', wide, draws), await viewsOf('wasm', wide, draws)];
    const [alone] = await viewsOf('wasm', wide.slice(7, 8), draws.slice(7, 8));
    for (const [i, view] of found.entries()) {
      expect(difference(view, expected[i]!)).toBeLessThan(PARITY);
      expect(Math.min(...view)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...view)).toBeLessThanOrEqual(1);
    }
    expect(difference(alone!, found[7]!)).toBeLessThan(1e-6);
    expect(new Set(found.map(String)).size).toBe(32);
  });

  it('need a draw for each crop', async () => {
    await expect(viewsOf('wasm', [wideOf(1), wideOf(2)], [IDENTITY_VIEW])).rejects.toThrow(
      '2 crops cannot have 1 view',
    );
  });
});
