/** Rows as a CSV file. */

import Papa from 'papaparse';

export type Cell = string | number | null;

/** How text begins that a spreadsheet takes for a formula. The library's own pattern misses text of several lines. */
const FORMULA = /^[=+\-@\t\r\n]/;

/** Quoted as RFC 4180 asks for; text that a spreadsheet would run as a formula gets an apostrophe before it. */
export const csv = (fields: string[], data: Cell[][]): string =>
  Papa.unparse({ fields, data }, { escapeFormulae: FORMULA, newline: '\r\n' });
