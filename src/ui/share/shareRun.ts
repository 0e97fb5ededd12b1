/** Opens the dialog that shares a run; what makes links and files is fetched with it. */

import { create } from 'zustand';
import { setState } from '../store.ts';

/** Id of the run that the dialog is about. */
export const useSharing = create<{ run: string | null }>()(() => ({ run: null }));

export function shareRun(run: string): void {
  useSharing.setState({ run });
  setState({ dialog: 'share' });
}
