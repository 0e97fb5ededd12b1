/** Asks the trainer how good a model is, or which of two is better, and keeps its answers for this visit. Draws nothing. */

import { create } from 'zustand';
import { toAppError } from '../../rpc/appError.ts';
import type { EvaluatedPart, EvaluationReport, TrainerCalls } from '../../train/protocol.ts';
import { errorWords } from '../parts/errorWords.ts';
import { noticeTrainerError, trainerClient } from '../session.ts';
import { announce, getState, type State } from '../store.ts';
import { whenSaved } from '../writeQueue.ts';
import { type Cell, worstCell } from './matrix.ts';

/** Faster evaluations are made again by themselves when a label changes, ms. */
const QUICK_MS = 5_000;

/** A model on a part of the collection. */
export type Question = { model: string | null; part: EvaluatedPart };

type Judged = {
  /** As they were: what was labelled since is not in it. */
  samples: State['samples'];
  classes: State['classes'];
  split: State['split'];
};

type Answer = Question & { report: EvaluationReport; judged: Judged; ms: number };

type Compared = { a: string | null; b: string | null; part: EvaluatedPart; verdict: TrainerCalls['compare']['result'] };

type EvaluationState = {
  /** null until somebody chose or something was evaluated. */
  question: Question | null;
  answer: Answer | null;
  /** Share done of the evaluation in progress. */
  working: number | null;
  problem: string | null;
  cell: Cell | null;
  compared: Compared | null;
  comparing: number | null;
  comparisonProblem: string | null;
};

export const useEvaluation = create<EvaluationState>()(() => ({
  question: null,
  answer: null,
  working: null,
  problem: null,
  cell: null,
  compared: null,
  comparing: null,
  comparisonProblem: null,
}));

export const { getState: evaluation, setState: setEvaluation } = useEvaluation;

/** Evaluates; while one evaluation goes on another is not begun. */
export async function evaluate(question: Question): Promise<void> {
  if (evaluation().working !== null) return;
  setEvaluation({ question, working: 0, problem: null });
  try {
    // The trainer reads labels from the device.
    await whenSaved();
    const client = trainerClient();
    if (!client) return;
    const { samples, classes, split } = getState();
    const started = performance.now();
    const report = await client.call(
      'evaluate',
      { checkpoint: question.model, part: question.part },
      { onProgress: ({ done, total }) => setEvaluation({ working: done / Math.max(1, total) }) },
    );
    const { answer: before, cell } = evaluation();
    const same = before?.report.classes.join() === report.classes.join();
    setEvaluation({
      answer: { ...question, report, judged: { samples, classes, split }, ms: performance.now() - started },
      cell: (same ? cell : null) ?? worstCell(report.confusion) ?? { truth: 0, answer: 0 },
    });
    announce(`Evaluated: balanced accuracy ${Math.round(report.balancedAccuracy.value * 100)} percent.`);
  } catch (thrown) {
    setEvaluation({ problem: told(thrown) });
  } finally {
    setEvaluation({ working: null });
  }
}

/** Which of two models is better on the same samples. */
export async function compareModels(a: string | null, b: string | null, part: EvaluatedPart): Promise<void> {
  const client = trainerClient();
  if (!client || evaluation().comparing !== null) return;
  setEvaluation({ comparing: 0, comparisonProblem: null, compared: null });
  try {
    const verdict = await client.call(
      'compare',
      { a, b, part },
      { onProgress: ({ done, total }) => setEvaluation({ comparing: done / Math.max(1, total) }) },
    );
    setEvaluation({ compared: { a, b, part, verdict } });
    announce(verdict.verdict.sentence);
  } catch (thrown) {
    setEvaluation({ comparisonProblem: told(thrown) });
  } finally {
    setEvaluation({ comparing: null });
  }
}

/** Whether labels, classes or the split have changed since; `quick`: so it may be made again without asking. */
export function staleness(answer: Answer | null, { samples, classes, split }: Judged): 'fresh' | 'quick' | 'slow' {
  const fresh =
    !answer ||
    (answer.judged.samples === samples && answer.judged.classes === classes && answer.judged.split === split);
  if (fresh) return 'fresh';
  return answer.ms < QUICK_MS ? 'quick' : 'slow';
}

function told(thrown: unknown): string {
  const error = toAppError(thrown);
  noticeTrainerError(error);
  return errorWords(error);
}
