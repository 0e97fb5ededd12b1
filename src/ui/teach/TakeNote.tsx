/** What came of the latest take of a class. */

import { useStore } from '../store.ts';
import { skippedWords } from './takeSummary.ts';

export function TakeNote({ classId }: { classId: string }) {
  const take = useStore((state) => (state.lastTake?.classId === classId ? state.lastTake : null));
  const skips = take && skippedWords(take.skipped);
  if (!take || !skips) return null;
  return (
    <p className="take-note">
      Last take: {take.kept} kept, {skips}
    </p>
  );
}
