/** The face models' build: pinned inputs, metadata that points into an untouched model, the same bytes every time. */

import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { WASM_FOLDER } from '../../src/model/wasmFolder.ts';
import { ASSETS, FACE_MODELS_FOLDER, LOADER_PATH, MEDIAPIPE_FOLDER } from '../../src/vision/assets.ts';
import { attachMetadata } from '../../tools/faceModels/attachMetadata.ts';
import { prepareAssets } from '../../tools/faceModels/build.ts';
import { DETECTOR_OPTIONS_KEY, detectorOptions, FULL_RANGE_LAYOUT } from '../../tools/faceModels/detectorOptions.ts';
import { FlatTable } from '../../tools/faceModels/flatTable.ts';
import { modelMetadata } from '../../tools/faceModels/modelMetadata.ts';
import { faceModels } from '../../tools/faceModels/models.ts';
import { LANDMARKS, readSource, SHORT_RANGE } from '../../tools/faceModels/sources.ts';

const folder = mkdtempSync(join(tmpdir(), 'face-models-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('inputs', () => {
  const copy = join(folder, 'node_modules');
  const path = join(copy, SHORT_RANGE.file);
  mkdirSync(dirname(path), { recursive: true });
  cpSync(join('node_modules', SHORT_RANGE.file), path);

  it('are read when they are the pinned ones', async () => {
    expect(await readSource(SHORT_RANGE, copy)).toHaveLength(229_032);
    expect(await readSource(LANDMARKS, 'node_modules')).toHaveLength(1_241_896);
  });

  it('are refused, with the file, both digests and the way out, when one byte differs', async () => {
    const bytes = readFileSync(path);
    bytes[1000]! ^= 1;
    writeFileSync(path, bytes);
    const refusal = await readSource(SHORT_RANGE, copy).catch((error: Error) => error.message);
    expect(refusal).toContain('face_detection_short_range.tflite');
    expect(refusal).toContain(`expected sha256 ${SHORT_RANGE.sha256}`);
    expect(refusal).toMatch(/found {11}[0-9a-f]{64}/);
    expect(refusal).toContain('npm ci');
  });

  it('are named when they are missing', async () => {
    await expect(readSource(LANDMARKS, copy)).rejects.toThrow(
      /face_mesh_solution_packed_assets\.data is missing.*npm ci/,
    );
  });
});

describe('metadata', () => {
  const model = new Uint8Array(readFileSync(join('node_modules', SHORT_RANGE.file)));
  const info = { name: 'faces', mean: 127.5, std: 64, outputs: ['first', 'second'] };
  const metadata = modelMetadata({
    ...info,
    custom: { name: DETECTOR_OPTIONS_KEY, data: detectorOptions(FULL_RANGE_LAYOUT) },
  });
  const attached = attachMetadata(model, metadata);
  const [before, after] = [FlatTable.root(model), FlatTable.root(attached)];

  it('goes in front of bytes that stay as they are, at an offset that keeps buffers aligned', () => {
    const shift = attached.length - model.length;
    expect(attached.subarray(shift)).toEqual(model);
    expect(shift % 16).toBe(0);
  });

  it('leaves every part of the model in its place', () => {
    const shift = attached.length - model.length;
    expect(after.uint32(0)).toBe(before.uint32(0));
    for (const field of [1, 2]) {
      expect(after.vector(field)).toEqual(before.vector(field).map((position) => position + shift));
    }
    expect(after.vector(4).slice(0, -1)).toEqual(before.vector(4).map((position) => position + shift));
    expect(after.string(3)).toBe(before.string(3));
  });

  it('is found under its name, in the last buffer', () => {
    const entry = after.tables(6).find((table) => table.string(0) === 'TFLITE_METADATA')!;
    expect(entry.uint32(1)).toBe(after.vector(4).length - 1);
    expect(after.tables(4).at(-1)!.bytes(0)).toEqual(metadata);
  });

  it('says how pixels become the input, and carries the detector’s anchors', () => {
    const subgraph = FlatTable.root(metadata).tables(3)[0]!;
    expect(subgraph.tables(3).map((output) => output.string(0))).toEqual(info.outputs);
    const normalisation = subgraph.tables(2)[0]!.tables(4)[0]!.table(1)!;
    expect(normalisation.floats(0)).toEqual([127.5]);
    expect(normalisation.floats(1)).toEqual([64]);
    const custom = subgraph.tables(9)[0]!;
    expect(custom.string(0)).toBe('FACE_DETECTOR_METADATA');
    expect(FlatTable.root(custom.bytes(1)).table(2)!.uint32(1)).toBe(48 * 48);
  });

  it('is refused by what has some already and by what is no model', () => {
    expect(() => attachMetadata(attached, metadata)).toThrow('metadata already');
    expect(() => attachMetadata(new Uint8Array(64), metadata)).toThrow('not a TFLite model');
  });
});

describe('outputs', () => {
  it('are the same every time, and lie in a folder that names their version: other bytes need another folder', async () => {
    const digest = createHash('sha256');
    for (const [name, bytes] of Object.entries(await faceModels('node_modules'))) digest.update(name).update(bytes);
    expect([FACE_MODELS_FOLDER, digest.digest('hex')]).toEqual([
      'face-models/1',
      'fb5918de48dc41f25e31af3ca577f5fe22930ad265d52310ed46895dbe132752',
    ]);
    const version = (name: string) => JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version;
    expect(MEDIAPIPE_FOLDER).toBe(`mediapipe/${version('@mediapipe/tasks-vision')}`);
    expect(WASM_FOLDER).toBe(`tfjs/${version('@tensorflow/tfjs-backend-wasm')}/`);
  });

  it('are published without what an earlier version left there', async () => {
    const output = join(folder, 'earlier');
    mkdirSync(join(output, 'mediapipe/0.1'), { recursive: true });
    writeFileSync(join(output, 'mediapipe/0.1/old.wasm'), 'old');
    await prepareAssets('node_modules', output);
    expect(readdirSync(join(output, 'mediapipe'))).toEqual([MEDIAPIPE_FOLDER.split('/')[1]]);
  });

  it('are left alone when they are up to date, and have the sizes that the worker expects', async () => {
    const output = join(folder, 'public');
    await prepareAssets('node_modules', output);
    for (const { path, bytes } of Object.values(ASSETS)) expect(statSync(join(output, path)).size, path).toBe(bytes);
    const loader = join(output, LOADER_PATH);
    const written = statSync(loader).mtimeMs;
    await prepareAssets('node_modules', output);
    expect(statSync(loader).mtimeMs).toBe(written);
    writeFileSync(loader, 'something else');
    await prepareAssets('node_modules', output);
    expect(readFileSync(loader, 'utf8')).toContain('ModuleFactory');
  });
});
