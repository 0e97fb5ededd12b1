/** Two models on the same samples, and whether one of them is better. */

import { Button, Progress } from '@radix-ui/themes';
import { useState } from 'react';
import { Notice } from '../parts/Notice.tsx';
import { count } from '../parts/words.ts';
import { useStore } from '../store.ts';
import { ComparedParts } from './ComparedParts.tsx';
import { compareModels, type Question, useEvaluation } from './evaluation.ts';
import { ModelSelect } from './ModelSelect.tsx';
import { firstModel, modelName } from './models.ts';

export function CompareModels({ question: { model, part } }: { question: Question }) {
  const runs = useStore((state) => state.runs);
  const [chosen, setOther] = useState<string | null>();
  const other = chosen !== undefined ? chosen : model === null ? firstModel(runs, null) : null;
  const ready = useStore((state) => state.trainer.kind === 'ready');
  const comparing = useEvaluation((state) => state.comparing);
  const problem = useEvaluation((state) => state.comparisonProblem);
  const same = other === model;
  return (
    <section className="panel evaluate-compare" aria-labelledby="compare-title">
      <header className="panel-head">
        <h2 id="compare-title">Which is better?</h2>
      </header>
      <div className="evaluate-choice">
        <p>
          <strong>{modelName(model, runs)}</strong> or
        </p>
        <ModelSelect label="Compare with" value={other} onChange={setOther} />
        <Button
          size="2"
          variant="soft"
          disabled={same || !ready || comparing !== null}
          onClick={() => void compareModels(model, other, part)}
        >
          Compare
        </Button>
      </div>
      <p className="note">
        {same
          ? 'Choose another model to compare with.'
          : `Both answer the same ${part} samples; a difference counts only where chance does not explain it.`}
      </p>
      {comparing !== null && <Progress value={comparing * 100} color="amber" size="1" aria-label="Comparing" />}
      {problem && (
        <div role="alert">
          <Notice tone="bad">{problem}</Notice>
        </div>
      )}
      <Outcome />
    </section>
  );
}

function Outcome() {
  const compared = useEvaluation((state) => state.compared);
  const runs = useStore((state) => state.runs);
  if (!compared) return null;
  const { a, b, part, verdict } = compared;
  const [low, high] = verdict.interval;
  const names: [string, string] = [modelName(a, runs), modelName(b, runs)];
  return (
    <>
      <div className="outcome compare-outcome" data-level={verdict.verdict.level}>
        <div>
          <strong>{verdict.verdict.sentence}</strong>
          <span>
            {names[0]} and {names[1]} on {count(verdict.samples, `${part} sample`)}: balanced accuracy{' '}
            {points(verdict.difference)} points apart (95 % interval {points(low)} to {points(high)}). Only the first
            reads {verdict.onlyA} right, only the second {verdict.onlyB} (McNemar p = {verdict.pValue.toPrecision(2)}).
          </span>
        </div>
      </div>
      <ComparedParts names={names} compared={verdict} />
    </>
  );
}

/** “+3.1”, “−2.0” */
const points = (share: number): string => `${share < 0 ? '−' : '+'}${Math.abs(share * 100).toFixed(1)}`;
