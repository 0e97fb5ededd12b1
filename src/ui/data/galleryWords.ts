/** The words of the gallery: how values, samples and filters are called. Draws nothing. */

import type { ExpressionClass, Sample, SampleSource, Split } from '../../data/schema.ts';
import { type Facet, UNLABELLED } from './filterSamples.ts';
import { sessionName } from './sessionName.ts';

export const SOURCES: Record<SampleSource, string> = {
  camera: 'Camera',
  picture: 'Picture',
  clip: 'Sample clip',
  video: 'Video',
};

export const SPLITS: Record<Split, string> = { train: 'Learned from', validation: 'Validation', test: 'Test' };

export const FACET_TITLES: Record<Facet, string> = {
  class: 'Classes',
  person: 'People',
  session: 'Sessions',
  source: 'Sources',
  split: 'Splits',
};

type Known = { classes: readonly ExpressionClass[]; samples: readonly Sample[] };

/** How a value of a facet is called. */
export function valueName(facet: Facet, value: string, { classes, samples }: Known): string {
  if (facet === 'class') {
    return value === UNLABELLED ? 'No class' : (classes.find(({ id }) => id === value)?.name ?? 'deleted class');
  }
  if (facet === 'session') return sessionName(value, samples.find(({ session }) => session === value)?.recordedAt ?? 0);
  if (facet === 'source') return SOURCES[value as SampleSource];
  return facet === 'split' ? SPLITS[value as Split] : value;
}

/** What a screen reader says of a sample in the grid. */
export function sampleName({ person }: Sample, record: ExpressionClass | undefined, split: Split): string {
  const place = split === 'train' ? '' : `, ${split}`;
  return `${record?.name ?? 'No class'}, ${person}${place}`;
}
