/** Light or dark: as chosen, or as the system has it; paper is light. */

import { useStore } from '../store.ts';
import { useMedia } from './useMedia.ts';

export function useAppearance(): 'light' | 'dark' {
  const theme = useStore((state) => state.theme);
  const dark = useMedia('(prefers-color-scheme: dark)');
  const paper = useMedia('print');
  const chosen = theme === 'system' ? (dark ? 'dark' : 'light') : theme;
  return paper ? 'light' : chosen;
}
