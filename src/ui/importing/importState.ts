/** Where the import is: what was given, how far it is, what came of it. Files are no plain data: they stay out of the page's store. */

import { create } from 'zustand';
import type { ImportProgress, ImportSummary } from '../../vision/protocol.ts';
import type { Given } from './given.ts';

export type Stage =
  | { kind: 'idle' }
  | { kind: 'asking' }
  | { kind: 'running'; progress: ImportProgress | null; startedAt: number; stopping: boolean }
  /** `what` is its entry in the history; null where it changed nothing. */
  | { kind: 'done'; summary: ImportSummary; what: string | null; seconds: number }
  /** `kept`: samples that were written before it failed. */
  | { kind: 'failed'; message: string; kept: number };

export type ImportState = {
  stage: Stage;
  files: Given[];
  session: string /** The dialog; else a pill. */;
  open: boolean;
};

export const useImport = create<ImportState>()(() => ({
  stage: { kind: 'idle' },
  files: [],
  session: '',
  open: false,
}));
export const { getState: importState, setState: setImportState } = useImport;
