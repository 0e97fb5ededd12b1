/** The app's files as the unit tests read them: from public/, with no server. */

import { readFile } from 'node:fs/promises';
import type { ReadAsset } from '../../src/model/weights.ts';

export const readPublic: ReadAsset = async (path) => {
  const bytes = await readFile(new URL(`../../public/${path}`, import.meta.url));
  return new Uint8Array(bytes).buffer;
};
