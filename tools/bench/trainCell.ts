/** One run of the baselines' benchmark: a probe, or training with the cell's budget. Knows no files and no table. */

import type { Weights } from '../../src/model/weights.ts';
import { sampleTable } from '../../src/train/dataset.ts';
import { answersOf as highest } from '../../src/train/evaluation/confusion.ts';
import { fitProbe, type Rows } from '../../src/train/evaluation/linearProbe.ts';
import { type CommonOptions, defaultOptions } from '../../src/train/options.ts';
import type { FeatureStore } from '../../src/train/prepare.ts';
import { objectiveOf } from '../../src/train/registry.ts';
import { startOf } from '../../src/train/start.ts';
import { prepare } from '../../src/train/training.ts';
import type { Cell } from './cells.ts';
import { type Faces, labelOf } from './faces.ts';
import { breathe, fixedRun, type Ran, unchangedFeatures } from './fixedRun.ts';
import { BUDGETS, CLASSES, ENCODER_RATE, VIEWS } from './protocol.ts';

/** Answers i32 [judged], indices into the classes. */
export type Outcome = Omit<Ran<unknown>, 'found'> & { answers: Int32Array };

/**
 * @param setting the penalty of the probe, the learning rate of every other method
 * @param classes ids of the samples' classes, in the order of the answers
 */
export async function runCell(
  weights: Weights,
  store: FeatureStore,
  cell: Cell,
  setting: number,
  faces: Faces,
  classes: readonly string[] = CLASSES,
): Promise<Outcome> {
  return cell.scope === 'frozen' ? probe() : train(cell.scope);

  async function probe() {
    const begun = performance.now();
    const start = startOf(weights, { start: cell.start, seed: cell.seed });
    const embedded = async (samples: Faces['judged']): Promise<Rows> => {
      const ids = samples.map(({ id }) => id);
      const features = await unchangedFeatures(start, { scope: 'heads', seed: cell.seed }, ids, store);
      const rows = features.unchanged([...ids.keys()]);
      const embeddings = await rows.data<'float32'>();
      rows.dispose();
      features.dispose();
      return { embeddings, labels: Int32Array.from(samples, (sample) => labelOf(sample, classes)) };
    };
    const train = await embedded(faces.labelled);
    const { answers, steps } = await fitProbe({
      train,
      validation: { embeddings: new Float32Array(), labels: new Int32Array() },
      judged: await embedded(faces.judged),
      width: train.embeddings.length / train.labels.length,
      classes: classes.length,
      strengths: [setting],
      breathe,
    });
    return { answers, steps, rollBacks: 0, msPerStep: 0, ms: performance.now() - begun };
  }

  async function train(scope: keyof typeof BUDGETS) {
    const { steps, batchSize } = BUDGETS[scope];
    const objective = objectiveOf(cell.method);
    const defaults = defaultOptions(objective);
    const common: CommonOptions = {
      ...defaults.common,
      ...{ scope, start: cell.start, seed: cell.seed, batchSize, views: VIEWS },
      ...{ learningRate: setting, encoderRate: ENCODER_RATE[cell.start], schedule: 'cosine' },
    };
    const options = { ...defaults, common };
    const samples = objective.needs.unlabelled ? [...faces.labelled, ...faces.unlabelled] : faces.labelled;
    const labels = Int32Array.from(samples, (sample, i) => (i < faces.labelled.length ? labelOf(sample, classes) : -1));
    const { found, ...ran } = await fixedRun(
      {
        ...{ ...prepare({ weights }, options), steps, store },
        table: sampleTable(samples, labels, classes.length, [...samples.keys()]),
        judged: faces.judged.map(({ id }) => id),
      },
      async ({ logits }) => Int32Array.from(highest(logits, classes.length)),
    );
    return { answers: found, ...ran };
  }
}
