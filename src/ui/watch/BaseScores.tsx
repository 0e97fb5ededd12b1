/** What the base model says about the chosen face. */

import { baseLegend } from '../legend.ts';
import { selectedFace } from '../live/choice.ts';
import { useStore } from '../store.ts';
import { Scores } from './Scores.tsx';

export function BaseScores() {
  const capabilities = useStore((state) => state.capabilities);
  const verdict = useStore((state) => selectedFace(state.faces, state)?.base ?? null);
  const perClass = capabilities?.base.metrics.valid.perClass;
  return (
    <Scores
      title="Base model"
      verdict={verdict}
      legend={baseLegend({ capabilities })}
      threshold={capabilities?.base.threshold ?? 1}
      recalls={capabilities?.base.classes.map((name) => perClass?.[name]?.recall ?? 1)}
    />
  );
}
