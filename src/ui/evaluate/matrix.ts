/** The confusion matrix as it is shown: shares of rows, shades, what a key moves to, and a file of it. Pure. */

import type { EvaluationReport } from '../../train/protocol.ts';
import { csv } from '../parts/csv.ts';

/** A cell: row is the label, column the answer. */
export type Cell = { truth: number; answer: number };

/** Least shares of a row for the shades 1 … 5; below the first it is the blank paper. */
const SHADES = [0.001, 0.1, 0.25, 0.5, 0.8];

/** Share of the label's samples that got this answer, 0–1; 0 where the label has none. */
export function rowShare(confusion: readonly (readonly number[])[], { truth, answer }: Cell): number {
  const row = confusion[truth] ?? [];
  return (row[answer] ?? 0) / Math.max(1, total(row));
}

/** 0 (nothing) … 5 (nearly all): few steps, so that two cells of a shade can be told from two of different ones. */
export const shade = (share: number): number => SHADES.filter((least) => share >= least).length;

/** The cell that a key moves to, within a square of `size`; null for another key. */
export function movedCell(key: string, ctrl: boolean, { truth, answer }: Cell, size: number): Cell | null {
  const last = size - 1;
  const within = (value: number) => Math.max(0, Math.min(last, value));
  switch (key) {
    case 'ArrowUp':
      return { truth: within(truth - 1), answer };
    case 'ArrowDown':
      return { truth: within(truth + 1), answer };
    case 'ArrowLeft':
      return { truth, answer: within(answer - 1) };
    case 'ArrowRight':
      return { truth, answer: within(answer + 1) };
    case 'Home':
      return { truth: ctrl ? 0 : truth, answer: 0 };
    case 'End':
      return { truth: ctrl ? last : truth, answer: last };
    default:
      return null;
  }
}

/** The cell with the most mistakes, where there is any. */
export function worstCell(confusion: readonly (readonly number[])[]): Cell | null {
  let worst: Cell | null = null;
  let most = 0;
  for (const [truth, row] of confusion.entries()) {
    for (const [answer, n] of row.entries()) if (truth !== answer && n > most) [worst, most] = [{ truth, answer }, n];
  }
  return worst;
}

/** What a screen reader says of a cell before its count. */
export function cellName(names: readonly string[], confusion: readonly (readonly number[])[], cell: Cell): string {
  const [truth, answer] = [names[cell.truth] ?? '', names[cell.answer] ?? ''];
  const read = cell.truth === cell.answer ? 'as such' : `as ${answer}`;
  return `${truth} read ${read}, of ${total(confusion[cell.truth] ?? [])}:`;
}

/** Counts with their names, truth by answer. */
export const confusionCsv = ({ classes, confusion }: Pick<EvaluationReport, 'classes' | 'confusion'>): string =>
  csv(
    ['labelled as', ...classes.map((name) => `read as ${name}`)],
    confusion.map((row, i) => [classes[i] ?? '', ...row]),
  );

const total = (row: readonly number[]): number => row.reduce((sum, n) => sum + n, 0);
