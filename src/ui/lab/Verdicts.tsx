/** What the curves say, in plain words, while and after a run. */

import { CircleCheck } from 'lucide-react';
import { useEffect } from 'react';
import { Notice } from '../parts/Notice.tsx';
import { waitingRun } from '../runFacts.ts';
import { useStore } from '../store.ts';
import { sayNews } from '../training/news.ts';
import { type Course, verdicts } from '../training/verdicts.ts';
import { useCurve } from './useCurve.ts';

const EVERY_MS = 1_000;

export function Verdicts() {
  const { points } = useCurve(EVERY_MS);
  const facts = useStoredFacts();
  const found = facts ? verdicts({ points, ...facts }) : [];
  const [first] = found;
  // Not when the words alone change, as a step's number does.
  useEffect(() => {
    if (first && first.tone !== 'good') sayNews(`${first.title}. ${first.text}`);
  }, [first?.id]);
  return (
    <ul className="verdicts" aria-label="What the curves say">
      {found.map(({ id, tone, title, text }) => (
        <li key={id}>
          {tone === 'good' ? (
            <p className="verdict-good">
              <CircleCheck size={16} aria-hidden="true" />
              <span>
                <strong>{title}.</strong> {text}
              </span>
            </p>
          ) : (
            <Notice tone={tone}>
              <strong>{title}.</strong> {text}
            </Notice>
          )}
        </li>
      ))}
    </ul>
  );
}

/** What else the verdicts depend on; null before the run's record exists. */
function useStoredFacts(): Omit<Course, 'points'> | null {
  const live = useStore((state) => state.run);
  const runs = useStore((state) => state.runs);
  const id = live.kind === 'done' ? live.result.run : 'id' in live ? live.id : waitingRun(runs, live)?.id;
  const stored = runs.find((run) => run.id === id);
  if (!stored) return null;
  return {
    classes: stored.classes.length,
    judgedOn: stored.judgedOn,
    stageSteps: live.kind === 'running' ? live.stages.map(({ steps }) => steps) : stored.stageSteps,
    over: live.kind === 'done' && live.result.state !== 'paused',
    rollbacks: live.kind === 'running' || live.kind === 'done' ? live.rollbacks : [],
  };
}
