/** Where the import is: what was given, how far it is, what came of it. Files are no plain data: they stay out of the page's store. */

import { create } from 'zustand';
import type { FilmSummary, ImportProgress, ImportSummary, Skipped } from '../../vision/protocol.ts';
import type { Given } from './given.ts';

export type Stage =
  | { kind: 'idle' }
  | { kind: 'asking' }
  | { kind: 'running'; progress: ImportProgress | null; startedAt: number; stopping: boolean }
  /**
   * `what`: its entry in the history. Instead of the summary, `naming`: films whose people are being named; `cropping`:
   * what is being cropped by hand.
   */
  | {
      kind: 'done';
      summary: ImportSummary;
      /** Names of the models that came with it. */
      models: string[];
      what: string;
      seconds: number;
      naming: FilmSummary[] | null;
      cropping: Skipped[] | null;
    }
  /** `kept`: samples that were written before it failed. */
  | { kind: 'failed'; message: string; kept: number; what: string };

export type ImportState = {
  stage: Stage;
  files: Given[];
  /** Name of the sitting, where the files do not say. */
  session: string;
  /** Shown as a dialog; else as a pill. */
  open: boolean;
};

export const useImport = create<ImportState>()(() => ({
  stage: { kind: 'idle' },
  files: [],
  session: '',
  open: false,
}));
export const { getState: importState, setState: setImportState } = useImport;

/** Shows the naming of these films' people, or the summary again. */
export function showNaming(naming: FilmSummary[] | null): void {
  const { stage } = importState();
  if (stage.kind === 'done') setImportState({ stage: { ...stage, naming } });
}

/** Ends the naming: the summary tells of the films as they are now. */
export function namingDone(change: (films: FilmSummary[]) => FilmSummary[]): void {
  const { stage } = importState();
  if (stage.kind !== 'done') return;
  const summary = { ...stage.summary, films: change(stage.summary.films) };
  setImportState({ stage: { ...stage, summary, naming: null } });
}
