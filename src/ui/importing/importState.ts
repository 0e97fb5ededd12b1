/** Where the import is: what was given, how far it is, what came of it. Files are no plain data: they stay out of the page's store. */

import { create } from 'zustand';
import type { ImportProgress, ImportSummary, Skipped } from '../../vision/protocol.ts';
import type { Given } from './given.ts';

export type Stage =
  | { kind: 'idle' }
  | { kind: 'asking' }
  | { kind: 'running'; progress: ImportProgress | null; startedAt: number; stopping: boolean }
  /** `what`: its entry in the history. `cropping`: what is being cropped by hand, instead of the summary. */
  | { kind: 'done'; summary: ImportSummary; what: string; seconds: number; cropping: Skipped[] | null }
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
