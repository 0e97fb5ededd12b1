/** What was measured of each method in this repository; `npm run bench:methods` writes the file. Knows no component. */

import results from '../../../docs/results/methods.json';
import type { Table } from './methodText.ts';

export type Verdict = 'holds' | 'does not hold' | 'undecided' | 'void' | 'not measured';

/** `start`: the encoder that the runs began with, as “from the base encoder”. */
export type Claim = { claim: string; verdicts: { start: string; verdict: Verdict; text: string }[] };

export type MethodResults = { setting: string; tables: Table[]; claims: Claim[] };

export type Results = { note: string; methods: { [objective: string]: MethodResults } };

// The compiler takes the file's verdicts for any text; a unit test checks them.
const measured = results as Results;

/** What holds for all of them. */
export const NOTE = measured.note;

/** null: not yet measured. */
export const resultsOf = (method: string): MethodResults | null =>
  Object.hasOwn(measured.methods, method) ? (measured.methods[method] ?? null) : null;
