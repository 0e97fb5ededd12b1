/** Base weights as an earlier release of the app: the released numbers in a file of its own, under a hash of its own. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { BrowserContext } from 'playwright-core';
import current from '../../src/model/current.json' with { type: 'json' };
import { readSafetensors, writeSafetensors } from '../../src/model/safetensors.ts';

/** Serves them to every page of the context from now on. @returns their hash */
export async function serveEarlierWeights(context: BrowserContext): Promise<string> {
  const folder = `public/weights/${current.hash}`;
  const base = JSON.parse(readFileSync(`${folder}/base.json`, 'utf8'));
  const { buffer, byteOffset, byteLength } = readFileSync(`${folder}/${base.file}`);
  const { arrays } = readSafetensors(buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer);
  const file = Buffer.from(writeSafetensors(arrays, { release: 'an earlier one' }));
  const sha256 = createHash('sha256').update(file).digest('hex');
  const hash = sha256.slice(0, 16);
  await context.route(`**/weights/${hash}/base.json`, (route) =>
    route.fulfill({ json: { ...base, hash, sha256, bytes: file.length } }),
  );
  await context.route(`**/weights/${hash}/${base.file}`, (route) => route.fulfill({ body: file }));
  return hash;
}
