/** What is published beside the page: header files that break no frame, icons of the sizes that are promised, one workflow. */

import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';

const read = (path: string): string => readFileSync(path, 'utf8');

describe.each(['public/_headers', 'public/.htaccess', 'public/web.config'])('%s', (path) => {
  const rules = read(path)
    .split('\n')
    .filter((line) => !/^\s*(#|<!--)/.test(line))
    .join('\n');

  it('lets other sites show the page in a frame, with its camera', () => {
    expect(rules).not.toMatch(/x-frame-options|frame-ancestors|cross-origin-(resource|embedder)-policy/i);
    expect(rules).not.toMatch(/camera=\(\)/);
  });
});

it.each(['public/_headers', 'public/.htaccess'])('%s keeps for ever only what never changes under its name', (path) => {
  const forEver = ['assets', 'weights', 'mediapipe', 'face-models', 'tfjs'];
  const rules = read(path);
  for (const folder of forEver) expect(rules).toMatch(new RegExp(`[/(|]${folder}[/)|]`));
  expect(rules).not.toMatch(/\/samples\/|sw\.js|index\.html/);
});

it('types every extension of the build for servers that refuse what they do not know', () => {
  for (const extension of ['.js', '.wasm', '.webmanifest', '.tflite', '.safetensors']) {
    expect(read('public/web.config')).toContain(`fileExtension="${extension}" mimeType=`);
  }
});

it.each([
  ['192.png', 192],
  ['512.png', 512],
  ['maskable.png', 512],
  ['apple-touch.png', 180],
])('icons/%s is %i px wide and shows something', async (name, side) => {
  const picture = sharp(`public/icons/${name}`);
  expect(await picture.metadata()).toMatchObject({ format: 'png', width: side, height: side });
  const { channels } = await picture.stats();
  expect(channels[0]?.stdev).toBeGreaterThan(20);
});

it('fills maskable icons to the corner, which a system cuts', async () => {
  const { data, info } = await sharp('public/icons/maskable.png')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect([...data.subarray(0, 4)]).toEqual([0x21, 0x20, 0x1c, 255]);
  expect(data.length).toBe(info.width * info.height * 4);
});
