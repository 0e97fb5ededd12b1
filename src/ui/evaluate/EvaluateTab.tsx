/** How good a model is: what is evaluated, its figures, the faces behind them, and the same for two models. */

import { Button, Progress, SegmentedControl } from '@radix-ui/themes';
import { useEffect } from 'react';
import type { EvaluatedPart } from '../../train/protocol.ts';
import { Notice } from '../parts/Notice.tsx';
import { useStore } from '../store.ts';
import '../styles/evaluate.css';
import { AffectFigures } from './AffectFigures.tsx';
import { Angles } from './Angles.tsx';
import { Calibration } from './Calibration.tsx';
import { CompareModels } from './CompareModels.tsx';
import { ConfusionMatrix } from './ConfusionMatrix.tsx';
import { EmbeddingFigures } from './EmbeddingFigures.tsx';
import { evaluate, type Question, setEvaluation, staleness, useEvaluation } from './evaluation.ts';
import { ModelSelect } from './ModelSelect.tsx';
import { firstModel } from './models.ts';
import { PerClass } from './PerClass.tsx';
import { Summary } from './Summary.tsx';

/** Corrections come one after the other: they are gathered for so long, ms. */
const GATHER_MS = 400;

export function EvaluateTab() {
  const runs = useStore((state) => state.runs);
  const used = useStore((state) => state.own?.checkpoint ?? null);
  const question = useEvaluation((state) => state.question) ?? { model: firstModel(runs, used), part: 'validation' };
  const report = useEvaluation((state) => state.answer?.report);
  useReevaluation();
  return (
    <div className="evaluate">
      <div className="evaluate-questions">
        <Ask question={question} />
        <CompareModels question={question} />
      </div>
      {report && (
        <>
          <Summary report={report} />
          <ConfusionMatrix report={report} />
          <PerClass report={report} />
          <Calibration calibration={report.calibration} />
          <Angles angles={report.angles} />
          <AffectFigures affect={report.affect} />
          <EmbeddingFigures report={report} />
        </>
      )}
    </div>
  );
}

function Ask({ question }: { question: Question }) {
  const { model, part } = question;
  const working = useEvaluation((state) => state.working);
  const problem = useEvaluation((state) => state.problem);
  const answer = useEvaluation((state) => state.answer);
  const reason = useStore(({ trainer, samples }) => {
    if (trainer.kind !== 'ready') return 'The trainer is still starting.';
    return samples.some(({ classId }) => classId !== null) ? null : 'Label some samples first: they are the questions.';
  });
  const asked = answer?.model === model && answer.part === part;
  return (
    <section className="panel evaluate-ask" aria-labelledby="evaluate-title">
      <header className="panel-head">
        <h2 id="evaluate-title">Evaluate</h2>
      </header>
      <div className="evaluate-choice">
        <ModelSelect
          label="Model to evaluate"
          value={model}
          onChange={(id) => setEvaluation({ question: { model: id, part } })}
        />
        <SegmentedControl.Root
          size="2"
          value={part}
          aria-label="Judged on"
          onValueChange={(next) => setEvaluation({ question: { model, part: next as EvaluatedPart } })}
        >
          <SegmentedControl.Item value="validation">Validation</SegmentedControl.Item>
          <SegmentedControl.Item value="test">Test</SegmentedControl.Item>
        </SegmentedControl.Root>
        <Button
          size="2"
          disabled={reason !== null || working !== null}
          aria-describedby="evaluate-note"
          onClick={() => void evaluate(question)}
        >
          {asked ? 'Evaluate again' : 'Evaluate'}
        </Button>
      </div>
      <p id="evaluate-note" className="note">
        {reason ??
          (part === 'test'
            ? 'The test samples: what nothing was chosen by. Look last.'
            : 'The samples that were kept aside from learning, to choose between models by.')}
      </p>
      {part === 'test' && (
        <Notice tone="hint">
          Use these figures to report, not to choose: once a model or a setting is chosen by them, they flatter it, and
          no honest figure is left.
        </Notice>
      )}
      {working !== null && <Progress value={working * 100} color="amber" size="1" aria-label="Evaluating" />}
      {problem && (
        <div role="alert">
          <Notice tone="bad">{problem}</Notice>
        </div>
      )}
      <Stale />
    </section>
  );
}

/** Says that the figures are of earlier labels, where they are not renewed by themselves. */
function Stale() {
  const answer = useEvaluation((state) => state.answer);
  const state = useStore(({ samples, classes, split }) => staleness(answer, { samples, classes, split }));
  if (state !== 'slow') return null;
  return <Notice tone="hint">Labels have changed since. Evaluate again to see what it changed.</Notice>;
}

/** Evaluates again by itself after a label was fixed, where that is quick. */
function useReevaluation(): void {
  const answer = useEvaluation((state) => state.answer);
  const working = useEvaluation((state) => state.working !== null);
  const samples = useStore((state) => state.samples);
  const classes = useStore((state) => state.classes);
  const split = useStore((state) => state.split);
  const running = useStore((state) => state.run.kind === 'running');
  const due = !working && !running && staleness(answer, { samples, classes, split }) === 'quick';
  useEffect(() => {
    if (!due || !answer) return;
    const timer = setTimeout(() => void evaluate({ model: answer.model, part: answer.part }), GATHER_MS);
    return () => clearTimeout(timer);
  }, [due, answer, samples, classes, split]);
}
