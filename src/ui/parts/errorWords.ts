/** What an error is called before the user. Most carry a sentence of their own; bugs need one. */

import { toAppError } from '../../rpc/appError.ts';

/** A sentence with what to do next. */
export function errorWords(thrown: unknown): string {
  const { code, message } = toAppError(thrown);
  if (code !== 'internal') return message;
  return `Mien made a mistake of its own (${message}). Reload the page; what you taught is stored and safe.`;
}
