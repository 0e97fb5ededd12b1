/** What the four methods are measured with: docs/results/methods-protocol.md as constants. Decided before any result. */

import type { OptionValues } from '../../../src/train/options.ts';

/** `photos`: real faces (lfw-expressions); the others are sets of the sample actors. */
export const DATA = ['mashup', 'views', 'affect', 'clips', 'photos'] as const;
export type Data = (typeof DATA)[number];

/** `labelled`: the base encoder. `unlabelled`: one that has never seen a label of an expression. */
export const STARTS = ['labelled', 'unlabelled'] as const;
export type Start = (typeof STARTS)[number];

export type Scope = 'last' | 'heads';

/** Labels to learn from: of each class, or a part of what there is of each class. */
export const LEVELS = ['10 a class', '10 %', '100 %'] as const;
export type Level = (typeof LEVELS)[number];

/**
 * What is compared on one data set: a method with some of its settings changed. `rateOf`: the arm whose trials choose the
 * learning rate; its own where none is named.
 */
export type Arm = { objective: string; label: string; method?: OptionValues; rateOf?: string };

const SIMCLR: Arm = { objective: 'simclr', label: 'SimCLR', method: { fineTune: true } };
const SUPERVISED: Arm = { objective: 'supervised', label: 'supervised' };

/** RMFER's faces to choose from: two anchors fit into half a batch, where the usual 10 leave room for less than one. */
const POOL = 3;

/** A rung of SSLFER's ladder: all strategies off but these. */
function rung(label: string, on: readonly string[], rateOf?: string): Arm {
  const all = ['timeAug', 'hardNeg', 'faceSwap', 'maskFn'];
  const method = Object.fromEntries(all.map((strategy) => [strategy, on.includes(strategy)]));
  return { objective: 'sslfer', label, method, ...(rateOf ? { rateOf } : {}) };
}

/** By data set, in the order of the table. The first one is what the others are compared with. */
export const ARMS: { [D in Data]: { [arm: string]: Arm } } = {
  mashup: {
    supervised: SUPERVISED,
    simclr: SIMCLR,
    rmfer: { objective: 'rmfer', label: 'RMFER', method: { pool: POOL } },
    'rmfer labels': {
      objective: 'rmfer',
      label: 'RMFER, stage 1 alone',
      method: { pool: POOL, attentionShare: 1 },
      rateOf: 'rmfer',
    },
    'rmfer shuffled': {
      objective: 'rmfer',
      label: 'RMFER, shuffled in time',
      method: { pool: POOL, synchronous: false },
      rateOf: 'rmfer',
    },
  },
  views: {
    supervised: SUPERVISED,
    simclr: SIMCLR,
    clmex: { objective: 'clmex', label: 'CL-MEx' },
    viewfx: {
      objective: 'clmex',
      label: 'ViewFX',
      method: { labelWeight: 1, redundancyShare: 0.1 },
      rateOf: 'clmex',
    },
  },
  affect: {
    supervised: { objective: 'cal', label: 'regression alone', method: { adversary: false, classifyShare: 0.1 } },
    simclr: {
      objective: 'cal',
      label: 'SimCLR, then regression',
      method: { adversary: false, classifyShare: 0.1, contrastShare: 0.4 },
    },
    cal: { objective: 'cal', label: 'CAL', method: { classifyShare: 0.1 } },
  },
  clips: {
    supervised: SUPERVISED,
    simclr: SIMCLR,
    T: rung('TimeAug', ['timeAug'], 'THFM'),
    TH: rung('TimeAug + HardNeg', ['timeAug', 'hardNeg'], 'THFM'),
    TFM: rung('TimeAug + FaceSwap + MaskFN', ['timeAug', 'faceSwap', 'maskFn'], 'THFM'),
    THF: rung('TimeAug + HardNeg + FaceSwap', ['timeAug', 'hardNeg', 'faceSwap'], 'THFM'),
    THM: rung('TimeAug + HardNeg + MaskFN', ['timeAug', 'hardNeg', 'maskFn'], 'THFM'),
    THFM: rung('all four', ['timeAug', 'hardNeg', 'faceSwap', 'maskFn']),
  },
  photos: {
    supervised: SUPERVISED,
    simclr: SIMCLR,
    supcon: { objective: 'supcon', label: 'SupCon', method: { fineTune: true }, rateOf: 'simclr' },
    masked: rung('MaskFN', ['maskFn']),
    swapped: rung('FaceSwap', ['faceSwap'], 'masked'),
  },
};

/** The arms that are measured with more labels too, and in the secondary scope. */
export const MAIN_ARMS: { [D in Data]: readonly string[] } = {
  mashup: ['supervised', 'simclr', 'rmfer'],
  views: ['supervised', 'simclr', 'clmex'],
  affect: ['supervised', 'simclr', 'cal'],
  clips: ['supervised', 'simclr', 'THFM'],
  photos: ['supervised', 'simclr', 'masked'],
};

/** Where the last stage too is trained with more labels: a claim is about them. */
export const MORE_LABELS: readonly Data[] = ['views'];

export type Metric = 'macroF1' | 'farAccuracy' | 'weakCcc' | 'balancedAccuracy';

/** What decides: between trials, and on a claim. Higher is better. */
export const METRICS: { [D in Data]: Metric } = {
  mashup: 'macroF1',
  views: 'farAccuracy',
  affect: 'weakCcc',
  clips: 'balancedAccuracy',
  photos: 'balancedAccuracy',
};

/** Each draws its own people, labels and batches. The later ones are of primary cells alone. */
export const SEEDS: readonly number[] = [1, 2, 3];
export const LATER_SEEDS: readonly number[] = [4, 5];
export const TRIAL_SEED = 101;

/** Fewer give no verdict: an interval over two is wide enough for anything, or narrow by chance. */
export const FEWEST_SEEDS = 3;

/** Times each method's own default: the learning rates on trial. */
export const RATES: readonly number[] = [0.3, 1];

/** Of the encoder relative to the heads'. One that has seen no label has more to learn. */
export const ENCODER_RATE: { [S in Start]: number } = { labelled: 0.1, unlabelled: 0.3 };

/** Kept views of each sample, and the seed of their chances: the same in all runs. */
export const VIEWS = 4;
export const VIEW_SEED = 1;
/** Views in a batch at scope last. */
export const BATCH = 32;

/** Times steps and batch at scope last: heads are cheap. */
export const HEADS = 2;

/** Steps at scope last are what the time allows within these, after a part is kept for views and judging. */
export const OTHER_SHARE = 0.25;
export const FEWEST_STEPS = 60;
export const MOST_STEPS = 400;

/** Degrees from which a view counts as far, and up to which as frontal. */
export const FAR = 45;
export const FRONTAL = 15;

/** Photos of a class, at most, in each of its two parts. */
export const MOST_PHOTOS = 300;
