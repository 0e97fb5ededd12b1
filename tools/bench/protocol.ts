/** What the baselines are measured with: docs/results/baselines-protocol.md as constants. Decided before any result. */

export const CLASSES = ['neutral', 'happiness', 'surprise', 'anger', 'sadness'] as const;

export type Start = 'base' | 'random';
/** `frozen`: nothing of the encoder and no adapter is trained, only a linear classifier. */
export type Scope = 'frozen' | 'heads' | 'last' | 'full';
export type Method = 'probe' | 'supervised' | 'simclr' | 'supcon';

export const STARTS: readonly Start[] = ['base', 'random'];

/** Labels of each class, as far as a class has them among the training people. */
export const LABELS: readonly number[] = [10, 50];

/** Each draws its own people, labels and, where it is random, encoder. */
export const SEEDS: readonly number[] = [1, 2, 3, 4, 5];

/** Steps of each run, whatever the method, and views in a batch. */
export const BUDGETS: { [S in Exclude<Scope, 'frozen'>]: { steps: number; batchSize: number } } = {
  heads: { steps: 300, batchSize: 64 },
  last: { steps: 200, batchSize: 32 },
  full: { steps: 60, batchSize: 32 },
};

/** Kept views of each sample, at scopes heads and last. */
export const VIEWS = 4;

/** Of the encoder, relative to the rate: a random one has all to learn. */
export const ENCODER_RATE: { [S in Start]: number } = { base: 0.1, random: 1 };

/** The trials of every method: its penalty for the probe, its learning rate for the others. The strongest penalty first. */
export const TRIALS: { [M in Method]: readonly number[] } = {
  probe: [1, 0.1, 0.01],
  supervised: [0.001, 0.003, 0.01],
  simclr: [0.001, 0.003, 0.01],
  supcon: [0.001, 0.003, 0.01],
};

/** Labels of each class, and draws of people from the split `pretrain`, that trials are judged on. */
export const TUNING_LABELS = 20;
export const TUNING_SEEDS: { [S in Scope]: readonly number[] } = {
  frozen: [101, 102],
  heads: [101, 102],
  last: [101],
  full: [101],
};

/** Most judged faces of one class: more would cost time and hardly narrow an average over classes. */
export const MOST_JUDGED = 100;

/** Unlabelled faces of the training people that `simclr` sees besides. */
export const MOST_UNLABELLED = 300;
