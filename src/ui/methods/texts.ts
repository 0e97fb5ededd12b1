/** Finds the page of every method that has one: a file in texts/ named after it. */

import type { MethodText } from './methodText.ts';

const modules = import.meta.glob<MethodText>('./texts/*.ts', { eager: true, import: 'text' });

/** null: the method has only its metadata, which is enough for a page. */
export const textOf = (method: string): MethodText | null => modules[`./texts/${method}.ts`] ?? null;
