/** What an evaluation says, as plain JSON. Types only: the page imports them too. */

import type { ClassScores } from './confusion.ts';

/** 95 %. */
export type Interval = [low: number, high: number];

/** A share in [0, 1]. */
export type Estimate = { value: number; interval: Interval };

/** What the bootstrap draws: whole people, or the pictures of one person within each class. */
export type ResampledBy = 'people' | 'pictures';

/** `test`: on what nothing was chosen by. The other two are what there is for want of it, and optimistic. */
export type JudgedPart = 'test' | 'validation' | 'training';

/** `level` for icons and colours; `sentence` says it in words, and what to do. */
export type Verdict<Level extends string> = { level: Level; sentence: string };

/** One bar of a reliability diagram: of `count` answers with a confidence in [from, to), means in [0, 1]. */
export type ReliabilityBin = { from: number; to: number; confidence: number; accuracy: number; count: number };

/** `ece`: expected calibration error, 0–1. `brier`: 0–2. Bins that are empty are left out. */
export type Calibration = { ece: number; brier: number; bins: ReliabilityBin[] };

/** Answers of a simple classifier on the frozen embeddings. */
export type ProbeScores = { accuracy: number; balancedAccuracy: number };

/** `strength` of the L2 penalty, and whether validation samples chose it; `gradientNorm`: largest part at the end. */
export type LinearProbe = ProbeScores & {
  strength: number;
  chosenOnValidation: boolean;
  steps: number;
  gradientNorm: number;
};

/** Of `count` samples: how often the nearest other one shows the same person, and how often any other one would. */
export type IdentityControl = { rate: number; chance: number; count: number };

/** `alignment`: 0 … 4, lower is nearer; null without two samples of a class. `uniformity`: −4 … 0, lower is more even. */
export type Geometry = { alignment: number | null; uniformity: number | null };

/** `relativeStd`: 1 where the embeddings lie evenly all around, 0 where they are one point. `effectiveRank`: 1 … width. */
export type Spread = {
  relativeStd: number;
  effectiveRank: number;
  verdict: Verdict<'fine' | 'shrinking' | 'collapsed'>;
};

export type FitVerdict = Verdict<'fine' | 'over-fit' | 'too early'>;

/** Of samples turned to either side by `from` to below `to` degrees; null: or more. */
export type AngleScores = { from: number; to: number | null; samples: number; accuracy: Estimate };

/** Ranges of the turn in which there is a sample, and all that are turned far; null where none is. */
export type AngleReport = { ranges: AngleScores[]; far: AngleScores | null };

/** Concordance and Pearson's correlation, −1 … 1; root mean squared error; the share of agreeing signs, 0–1. */
export type AxisScores = { ccc: number; pcc: number; rmse: number; sagr: number };

/** `ccc`: the mean of both axes', −1 … 1. */
export type AffectScores = {
  samples: number;
  ccc: { value: number; interval: Interval };
  valence: AxisScores;
  arousal: AxisScores;
};

/** `radius`: the distance from the middle of the plane at which strong begins. null: fewer than two samples. */
export type AffectReport = {
  radius: number;
  all: AffectScores;
  weak: AffectScores | null;
  strong: AffectScores | null;
};

export type PartSize = { samples: number; people: number };

export type EvaluationReport = {
  classes: string[];
  judgedOn: JudgedPart;
  parts: { train: PartSize; validation: PartSize; test: PartSize };
  /** What these figures cannot say, and what could not be computed, in sentences. */
  notes: string[];
  /** What the figures say, in sentences, the most useful first. */
  sentences: string[];
  /** Counts, truth by answer, and the ids of the samples behind each. */
  confusion: number[][];
  cells: string[][][];
  perClass: (ClassScores & { name: string; recallInterval: Interval })[];
  accuracy: Estimate;
  /** Averages over the classes that occur. */
  balancedAccuracy: Estimate;
  macroF1: Estimate;
  resampledBy: ResampledBy;
  angles: AngleReport;
  /** Where the model reads valence and arousal and at least two samples carry both. */
  affect: AffectReport | null;
  /** At temperature 1, and at the one fitted on validation samples where there are any to fit it on. */
  calibration: { before: Calibration; temperature: number | null; after: Calibration | null };
  neighbours: ProbeScores | null;
  linear: LinearProbe | null;
  identity: IdentityControl | null;
  geometry: Geometry;
  spread: Spread | null;
  fit: FitVerdict | null;
};
