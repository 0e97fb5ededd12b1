/** Reads a table of labels (CSV) into rows. Text only: it knows no files. */

import Papa from 'papaparse';
import { quoted } from '../../rpc/quoted.ts';

/** What a row says of its picture. `label` is undefined where the table has no such column. */
export type Row = {
  /** In the file, from 1; the first is the header. */
  line: number;
  path: string;
  label: string | null | undefined;
  valence: number | null;
  arousal: number | null;
  intensity: number | null;
  person: string | null;
  session: string | null;
};

/** `problem`: what is wrong with the row; its picture is better left out than labelled wrongly. */
export type CheckedRow = { row: Row; problem: string | null };

/** Names of the columns, in any case; of several the first that is there. */
const COLUMNS = {
  path: ['path', 'file', 'image'],
  label: ['label', 'class', 'expression'],
  valence: ['valence'],
  arousal: ['arousal'],
  intensity: ['intensity'],
  person: ['person', 'identity', 'subject'],
  session: ['session'],
};

/** The rows, or a sentence about why the table cannot be used. */
export function readTable(bytes: Uint8Array): CheckedRow[] | string {
  const text = decoded(bytes);
  if (text === null) return 'This is not a table in text form. Save it as CSV (UTF-8).';
  const { data, meta } = Papa.parse<Record<string, string>>(text, {
    header: true,
    skipEmptyLines: 'greedy',
    delimitersToGuess: [',', ';', '\t'],
    transformHeader: (header) => header.trim().toLowerCase(),
  });
  const columnOf = (names: string[]) => names.find((name) => meta.fields?.includes(name));
  const path = columnOf(COLUMNS.path);
  if (!path) {
    return 'It has no column “path”, “file” or “image”. Its first line must name the columns, one of them so.';
  }
  if (data.length === 0) return 'It has no rows below its header.';
  const label = columnOf(COLUMNS.label);
  return data.map((record, i) => {
    const text = (column: keyof typeof COLUMNS) => record[columnOf(COLUMNS[column]) ?? '']?.trim() || null;
    const valence = numberIn(text('valence'), -1);
    const arousal = numberIn(text('arousal'), -1);
    const intensity = numberIn(text('intensity'), 0);
    const row: Row = {
      line: i + 2,
      path: record[path]?.trim() ?? '',
      label: label === undefined ? undefined : text('label'),
      valence: valence ?? null,
      arousal: arousal ?? null,
      intensity: intensity ?? null,
      person: text('person'),
      session: text('session'),
    };
    const problem =
      (row.path === '' && 'its path is empty.') ||
      (valence === undefined && outside('valence', text('valence'), '−1')) ||
      (arousal === undefined && outside('arousal', text('arousal'), '−1')) ||
      (intensity === undefined && outside('intensity', text('intensity'), '0')) ||
      null;
    return { row, problem };
  });
}

const outside = (what: string, value: string | null, least: string): string =>
  `${what} “${quoted(value)}” is not a number from ${least} to 1. Correct or empty it.`;

/** null: empty. undefined: no number from `least` to 1. A comma may stand for the point. */
function numberIn(text: string | null, least: number): number | null | undefined {
  if (text === null) return null;
  const value = Number(text.replace(',', '.').replace('−', '-'));
  return value >= least && value <= 1 ? value : undefined;
}

/** UTF-8, or UTF-16 with its mark, or else what Western spreadsheets write; null for what is no text. */
function decoded(bytes: Uint8Array): string | null {
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  const text = utf16
    ? new TextDecoder(utf16).decode(bytes)
    : (utf8(bytes) ?? new TextDecoder('windows-1252').decode(bytes));
  return text.includes('\0') ? null : text;
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
