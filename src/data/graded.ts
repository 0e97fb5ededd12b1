/** Whose expressions have a strength that is known or can be measured. Pure. */

import type { ExpressionClass, Sample } from './schema.ts';

/** `by`: stored intensities, or distances from the same person's neutral faces. */
export type Graded = { by: 'intensity' | 'neutral'; samples: Sample[] };

/** How a class of faces at rest is called, as base.json and the suggestions do. */
const NEUTRAL = 'neutral';

/** Id of the class of faces at rest; null where none is called so. */
export const neutralClass = (classes: readonly Pick<ExpressionClass, 'id' | 'name'>[]): string | null =>
  classes.find(({ name }) => name.trim().toLowerCase() === NEUTRAL)?.id ?? null;

/**
 * All of the samples where each carries an intensity, because no two scales can be compared; else those of people who
 * have a neutral face among them, which may be none.
 */
export function gradedOf(samples: readonly Sample[], neutral: string | null): Graded {
  if (samples.every(({ intensity }) => intensity !== null)) return { by: 'intensity', samples: [...samples] };
  const known = new Set(samples.flatMap(({ classId, person }) => (classId === neutral ? [person] : [])));
  return { by: 'neutral', samples: neutral === null ? [] : samples.filter(({ person }) => known.has(person)) };
}
