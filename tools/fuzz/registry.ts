/** Finds every format: adding one is adding one file to formats/. */

import type { Format } from './format.ts';

const modules = import.meta.glob<Format>('./formats/*.ts', { eager: true, import: 'format' });

export const formats: readonly Format[] = Object.entries(modules).map(([file, format]) => {
  if (!file.endsWith(`/${format.name}.ts`)) throw new Error(`${file} holds the format “${format.name}”.`);
  return format;
});
