/** The encoder that never saw an expression label, as weights that a run can start from. Knows no backend and no samples. */

import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { sha256 } from '../../src/math/sha256.ts';
import { TopologySchema } from '../../src/model/base.ts';
import { encoderShapes } from '../../src/model/encoder.ts';
import { readSafetensors } from '../../src/model/safetensors.ts';
import { checkShapes, type Weights } from '../../src/model/weights.ts';
import { AppError } from '../../src/rpc/appError.ts';

const EncoderSchema = v.object({
  format: v.literal(1),
  file: v.string(),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  bytes: v.number(),
  topology: TopologySchema,
  normalisation: v.object({ mean: v.number(), std: v.number() }),
});

const HELP =
  'Bring back tools/bench/unlabelledStart from git, or make it again as tools/pretrain/README.md describes under “An encoder without labels”.';

const readOwn = (name: string): Promise<Uint8Array<ArrayBuffer>> =>
  readFile(new URL(`./unlabelledStart/${name}`, import.meta.url));

/**
 * `weights` with that encoder in the place of its own, for `startOf` with `start: 'base'`. It has no expression head:
 * what `base` says of classes, temperature, scores and the self-test stays that of `weights` and is not its own.
 * @param read a file of its folder by name
 * @throws `asset` when a file is missing, `bad-weights` when one is not what it should be
 */
export async function loadUnlabelledStart({ base }: Weights, read = readOwn): Promise<Weights> {
  const described = v.safeParse(EncoderSchema, parsed(await present(read, 'encoder.json')));
  if (!described.success) throw refused('encoder.json is not understood', described.issues);
  const { output } = described;
  const file = new Uint8Array(await present(read, output.file)).buffer;
  if ((await sha256(file)) !== output.sha256) throw refused(`${output.file} does not fit its checksum`);
  const { arrays } = readSafetensors(file);
  try {
    checkShapes(arrays, encoderShapes(output.topology));
  } catch (error) {
    throw refused(`${output.file} does not fit its topology`, error);
  }
  return { base: { ...base, ...output, hash: output.sha256.slice(0, 16) }, arrays };
}

async function present(read: typeof readOwn, name: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await read(name);
  } catch (cause) {
    throw new AppError('asset', `The file ${name} of the encoder without labels cannot be read. ${HELP}`, { cause });
  }
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw refused('encoder.json is not JSON', error);
  }
}

const refused = (reason: string, cause?: unknown): AppError =>
  new AppError('bad-weights', `The encoder without labels cannot be used: ${reason}. ${HELP}`, { cause });
