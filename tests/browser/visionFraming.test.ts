/**
 * What the encoder is shown is right: press photographs pasted into larger frames, through the whole vision path, lose
 * little against the best framing that can be had from the photographs directly.
 */

import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { tidy } from '@tensorflow/tfjs-core';
import sharp from 'sharp';
import { describe, expect, inject } from 'vitest';
import { compose, similarity } from '../../src/math/affine.ts';
import { sampleGrey } from '../../src/math/faceCrop.ts';
import { createRng } from '../../src/math/rng.ts';
import { chooseBackend } from '../../src/model/backend.ts';
import { type BaseModel, startBaseModel } from '../../src/model/baseModel.ts';
import { loadWeights } from '../../src/model/weights.ts';
import { parseTable } from '../../tools/evaluation/folder.ts';
import { itLong } from '../long.ts';
import { readPublic } from '../unit/readPublic.ts';
import { launch } from './page.ts';
import { openVision } from './visionHarness.ts';

/** Other people's photographs: grey crops of 112 px. Their split `evaluate` is the one that results are reported on. */
const LFW = '../shared/data/lfw-expressions';
const SPLIT = 'evaluate';
const SIDE = 112;
const ADDRESS = 'test-lfw/';

describe.skipIf(!existsSync(LFW))('the whole vision path on photographs in larger frames', () => {
  itLong('loses at most 3 points against the best direct framing', { timeout: 4_000_000 }, async () => {
    const rows = parseTable(readFileSync(`${LFW}/labels.csv`, 'utf8')).filter(({ split }) => split === SPLIT);
    const model = await startModel();
    const { classes, topology } = model.description;
    const labels = rows.map(({ label }) => classes.indexOf(label ?? ''));
    const images = rows.map(({ image }) => image ?? '');

    const direct = await bestDirect(model, images, labels);
    const crops = await throughWorker(images, topology.inputSize);
    const found = crops.filter(Boolean).length / crops.length;
    const accuracy = await accuracyOf(model, crops, labels);
    console.log(
      `framing, ${images.length} photographs: best direct ${direct.accuracy.toFixed(4)} (side ${direct.side}, ` +
        `down ${direct.down}), vision path ${accuracy.toFixed(4)}, faces found ${found.toFixed(4)}`,
    );
    expect(found).toBeGreaterThanOrEqual(0.98);
    expect(accuracy).toBeGreaterThanOrEqual(direct.accuracy - 0.03);
  });
});

async function startModel(): Promise<BaseModel> {
  const weights = await loadWeights(readPublic);
  const start = () => startBaseModel(weights);
  return (await chooseBackend({ choice: 'wasm', avoid: [], wasmFolder: null, start })).model;
}

/** Of centred squares: the best side first, then the best shift at that side, both in sides of the photograph. */
async function bestDirect(model: BaseModel, images: string[], labels: number[]) {
  const pictures = await Promise.all(
    images.map((image) => sharp(`${LFW}/images/${image}`).ensureAlpha().raw().toBuffer()),
  );
  const tried: { accuracy: number; side: number; down: number }[] = [];
  const attempt = async (side: number, down: number) => {
    const toSource = {
      a: side * SIDE,
      b: 0,
      c: 0,
      d: side * SIDE,
      e: ((1 - side) / 2) * SIDE,
      f: ((1 - side) / 2 + down) * SIDE,
    };
    const crops = pictures.map((rgba) =>
      sampleGrey(new Uint8ClampedArray(rgba), SIDE, SIDE, model.description.topology.inputSize, toSource),
    );
    tried.push({ accuracy: await accuracyOf(model, crops, labels), side, down });
    tried.sort((a, b) => b.accuracy - a.accuracy);
  };
  for (const side of [0.85, 0.92, 1, 1.08]) await attempt(side, 0);
  const { side } = tried[0]!;
  for (const down of [-0.04, 0.04]) await attempt(side, down);
  return tried[0]!;
}

/** The crop of each photograph as the worker makes it, null where it finds no face. */
async function throughWorker(images: string[], inputSize: number): Promise<(Uint8Array | null)[]> {
  const browser = await launch();
  try {
    const root = inject('root');
    const vision = await openVision(browser, root);
    await vision.context.route(`${root}${ADDRESS}*`, (route) =>
      route.fulfill({ path: resolve(LFW, 'images', route.request().url().slice(`${root}${ADDRESS}`.length)) }),
    );
    await vision.init({ inputSize });
    const rng = createRng(1);
    const between = (low: number, high: number) => low + (high - low) * rng.uniform();
    const crops: (Uint8Array | null)[] = [];
    for (const [source, image] of images.entries()) {
      const size = between(110, 330);
      const turn = (between(-20, 20) * Math.PI) / 180;
      const placed = similarity(size / SIDE, turn, between(210, 430), between(200, 280));
      const map = compose(placed, { a: 1, b: 0, c: 0, d: 1, e: -SIDE / 2, f: -SIDE / 2 });
      const scene = { width: 640, height: 480, ground: '#808080', layers: [{ image: `${ADDRESS}${image}`, map }] };
      const { faces } = await vision.frame(scene, { time: 0, source, range: 'near' });
      const [largest] = faces.toSorted((a, b) => b.box.width - a.box.width);
      crops.push(largest?.crop ?? null);
    }
    return crops;
  } finally {
    await browser.close();
  }
}

/** A missing crop counts as wrong. */
async function accuracyOf(model: BaseModel, crops: (Uint8Array | null)[], labels: number[]): Promise<number> {
  const { classes, topology } = model.description;
  const pixels = topology.inputSize ** 2;
  const batch = 32;
  let right = 0;
  for (let first = 0; first < crops.length; first += batch) {
    const some = crops.slice(first, first + batch);
    const input = new Uint8Array(some.length * pixels);
    for (const [i, crop] of some.entries()) if (crop) input.set(crop, i * pixels);
    const output = tidy(() => model.logits(model.embed(input, some.length)));
    const rows = await output.data<'float32'>();
    output.dispose();
    for (const [i, crop] of some.entries()) {
      const row = rows.subarray(i * classes.length, (i + 1) * classes.length);
      if (crop && row.indexOf(Math.max(...row)) === labels[first + i]) right++;
    }
  }
  return right / crops.length;
}
