/** How strong expressions are that nobody rated: how far each lies from its person's neutral faces. Knows no method. */

import { gradedOf, neutralClass } from '../data/graded.ts';
import type { Dataset } from './dataset.ts';
import type { Method, SampleTable } from './objective.ts';
import { type FeatureStore, prepareFeatures } from './prepare.ts';
import type { Start } from './start.ts';
import { SUPERVISED_STRENGTH, scaledStrength } from './views/draw.ts';

/**
 * The data set with an intensity of all samples that have a strength, where the method needs it. Distances are of the
 * run's start, so that a run that goes on finds the same ones.
 * @param breathe called between batches; it may throw to end the work
 */
export async function withStrengths(
  dataset: Dataset,
  { needs }: Pick<Method, 'needs'>,
  start: Start,
  store: FeatureStore,
  breathe: () => Promise<void>,
): Promise<Dataset> {
  const { table, samples, classes } = dataset;
  const labelled = samples.filter((_, i) => (table.labels[i] ?? -1) >= 0);
  const neutral = neutralClass(classes);
  if (!needs.graded || gradedOf(labelled, neutral).by === 'intensity') return dataset;
  const features = await prepareFeatures({
    start,
    options: { scope: 'heads', views: 1, augmentation: 0, seed: 0 },
    strength: scaledStrength(SUPERVISED_STRENGTH, 0),
    ids: table.ids,
    store,
    onBatch: breathe,
  });
  const rows = features.unchanged([...table.ids.keys()]); // [samples, width]
  try {
    const embeddings = await rows.data<'float32'>();
    const label = classes.findIndex(({ id }) => id === neutral);
    return { ...dataset, table: { ...table, intensity: fromNeutral(embeddings, table, label) } };
  } finally {
    rows.dispose();
    features.dispose();
  }
}

/**
 * Euclidean distance of each embedding from the mean of the same person's neutral ones among those to learn from; NaN
 * where there is none.
 * @param embeddings f32 [n, width]
 * @param neutral label of the neutral class
 */
export function fromNeutral(
  embeddings: Float32Array,
  { people, labels, train }: Pick<SampleTable, 'people' | 'labels' | 'train'>,
  neutral: number,
): Float32Array {
  const width = embeddings.length / people.length;
  const sums = new Map<number, { count: number; sum: Float64Array }>();
  for (const i of train) {
    if (labels[i] !== neutral) continue;
    const person = people[i] as number;
    const own = sums.get(person) ?? { count: 0, sum: new Float64Array(width) };
    own.count += 1;
    for (let k = 0; k < width; k++) own.sum[k] = (own.sum[k] as number) + (embeddings[i * width + k] as number);
    sums.set(person, own);
  }
  return Float32Array.from(people, (person, i) => {
    const own = sums.get(person);
    if (!own) return Number.NaN;
    let squared = 0;
    for (let k = 0; k < width; k++) {
      squared += ((embeddings[i * width + k] as number) - (own.sum[k] as number) / own.count) ** 2;
    }
    return Math.sqrt(squared);
  });
}
