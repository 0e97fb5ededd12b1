/** The class chosen in a guided capture: the one last chosen while it can be recorded into, else the first. */

import { useState } from 'react';
import type { ExpressionClass } from '../../data/schema.ts';
import { useStore } from '../store.ts';

/** @returns the class, null where there is none, and what chooses another by its id */
export function useClassChoice(): [ExpressionClass | null, (classId: string) => void] {
  const [chosen, setChosen] = useState<string | null>(null);
  const classes = useStore((state) => state.classes);
  const enabled = classes.filter((record) => record.enabled);
  return [enabled.find(({ id }) => id === chosen) ?? enabled[0] ?? null, setChosen];
}
