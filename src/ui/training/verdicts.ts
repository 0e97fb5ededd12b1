/** What a run's curves say, in plain words, each with what to do next. Pure. */

import type { HistoryPoint, JudgedOn } from '../../data/schema.ts';
import type { Rollback } from './runState.ts';
import { smoothed } from './smooth.ts';

export type Verdict = {
  id: 'rolled-back' | 'collapse' | 'over-fitting' | 'nothing-learned' | 'converged' | 'learning' | 'early';
  tone: 'bad' | 'hint' | 'good';
  title: string;
  text: string;
};

export type Course = {
  points: readonly HistoryPoint[];
  classes: number;
  judgedOn: JudgedOn;
  /** Steps planned of each stage: their losses are not to be compared. */
  stageSteps: readonly number[];
  over: boolean;
  rollbacks: readonly Rollback[];
};

/** Fewer points say nothing. */
const FEWEST = 6;
/** Reports are noisy: each earlier one counts so much of the next. */
const WEIGHT = 0.6;
/** Above chance by so much, and something was learned; within the smaller one, nothing. */
const ABOVE = 0.15;
const NEAR = 0.05;

/** The verdicts that hold, the gravest first; never empty. */
export function verdicts(course: Course): Verdict[] {
  const part = ofStage(course);
  const found = [rolledBack(course), collapsed(course), overFitting(part), nothingLearned(part)];
  const grave = found.filter((verdict) => verdict !== null);
  return grave.some(({ id }) => id !== 'rolled-back') ? grave : [...grave, converged(part) ?? plain(part)];
}

/** `share`: of the stage's steps that are done. `classifies`: the classifier is trained in it. */
type Part = Course & { share: number; classifies: boolean };

/** The points of the stage that the last one is in. */
function ofStage(course: Course): Part {
  const { points, stageSteps } = course;
  const last = points.at(-1)?.step ?? 0;
  let begin = 0;
  let stage = 0;
  while (stage < stageSteps.length - 1 && last > begin + (stageSteps[stage] ?? 0)) {
    begin += stageSteps[stage] ?? 0;
    stage += 1;
  }
  return {
    ...course,
    points: points.filter(({ step }) => step > begin),
    share: (last - begin) / Math.max(1, stageSteps[stage] ?? 1),
    // Earlier stages shape the embedding; what serves predictions comes last.
    classifies: stage === stageSteps.length - 1,
  };
}

function rolledBack({ rollbacks }: Course): Verdict | null {
  const last = rollbacks.at(-1);
  if (!last) return null;
  const rate = Number(last.learningRate.toPrecision(2));
  return {
    id: 'rolled-back',
    tone: 'hint',
    title: 'The loss ran away and was caught',
    text: `At step ${last.from} it was no longer a number, so the run went back to step ${last.to} with a learning rate of ${rate}. Nothing is lost. If it happens again, start with that rate.`,
  };
}

/** All embeddings have come together: the nearest neighbours tell no more than chance. */
function collapsed({ points, classes }: Course): Verdict | null {
  const knns = points.flatMap(({ knn }) => knn ?? []);
  const last = knns.at(-1);
  const chance = 1 / classes;
  if (last === undefined || last > chance + NEAR) return null;
  const fell = Math.max(...knns) > chance + ABOVE;
  if (!fell && knns.length < 4) return null;
  return {
    id: 'collapse',
    tone: 'bad',
    title: fell ? 'The embedding has collapsed' : 'The embedding tells nothing apart',
    text: 'Faces of all classes lie together: the nearest neighbours are right no more often than by chance. Stop, and train again with a lower learning rate, a larger batch or weaker views.',
  };
}

function overFitting({ points, judgedOn, over }: Part): Verdict | null {
  if (judgedOn === 'training' || points.length < FEWEST) return null;
  const judge = values(points, ({ judgeLoss }) => judgeLoss);
  const loss = values(points, (point) => point.loss);
  const lowest = judge.indexOf(Math.min(...judge));
  const since = judge.length - 1 - lowest;
  const now = judge.at(-1) ?? 0;
  const then = judge[lowest] ?? 0;
  const rising = now > then * 1.1 + 0.02 && since >= Math.max(3, 0.15 * judge.length);
  if (!rising || (loss.at(-1) ?? 0) >= (loss[lowest] ?? 0)) return null;
  return {
    id: 'over-fitting',
    tone: 'bad',
    title: 'Over-fitting',
    text: `Since step ${points[lowest]?.step} the held-out loss rises while the training loss falls: it learns these samples by heart. ${over ? 'Use' : 'Stop and use'} the best checkpoint; more samples, stronger views or fewer epochs help.`,
  };
}

function nothingLearned({ points, classes, share, classifies, over }: Part): Verdict | null {
  if (points.length < FEWEST || (!over && share < 0.25)) return null;
  const loss = values(points, (point) => point.loss);
  const fallen = (loss.at(-1) ?? 0) < 0.97 * (loss[0] ?? 0);
  if (fallen || (classifies && meanAccuracy(points) > 1 / classes + ABOVE)) return null;
  return {
    id: 'nothing-learned',
    tone: 'bad',
    title: 'Nothing learned yet',
    text: over
      ? 'The loss has hardly moved. Look at likely wrong labels in Data, raise the learning rate, or train for more epochs.'
      : 'The loss has hardly moved after a quarter of the steps. Wait until half, then stop and raise the learning rate; wrong labels look like this too.',
  };
}

function converged({ points, classes, over }: Part): Verdict | null {
  const part = Math.max(5, Math.ceil(points.length / 4));
  if (points.length < 2 * part || meanAccuracy(points) <= 1 / classes + ABOVE) return null;
  const recent = values(points, (point) => point.loss).slice(-part);
  const change = Math.abs((recent.at(-1) ?? 0) - (recent[0] ?? 0));
  const accuracies = points.slice(-part).map(({ accuracy }) => accuracy);
  const still = change < Math.max(0.02 * (recent[0] ?? 0), 0.002);
  if (!still || Math.max(...accuracies) - Math.min(...accuracies) > 0.02) return null;
  return {
    id: 'converged',
    tone: 'good',
    title: 'Converged',
    text: `Neither loss nor accuracy changes any more. ${over ? 'More epochs will' : 'Stop if you like: more steps will'} change little; other people, light and poses will change more.`,
  };
}

function plain({ points, over }: Part): Verdict {
  if (points.length < FEWEST) {
    return {
      id: 'early',
      tone: 'good',
      title: 'Too early to tell',
      text: 'The curves speak after a few more reports.',
    };
  }
  return {
    id: 'learning',
    tone: 'good',
    title: over ? 'Learned, and could go on' : 'Learning',
    text: over
      ? 'The loss was still moving at the end: continue for some epochs, and keep them if the held-out figures rise.'
      : 'The loss is moving and nothing looks wrong. Let it go on.',
  };
}

const values = (points: readonly HistoryPoint[], of: (point: HistoryPoint) => number): number[] =>
  smoothed(points.map(of), WEIGHT).map((value) => value ?? 0);

/** Mean accuracy of the last three reports. */
function meanAccuracy(points: readonly HistoryPoint[]): number {
  const last = points.slice(-3);
  return last.reduce((sum, { accuracy }) => sum + accuracy, 0) / Math.max(1, last.length);
}
