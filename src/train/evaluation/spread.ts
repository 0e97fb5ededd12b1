/** Whether embeddings still fill their space or have fallen together, in numbers and in words. Numbers only. */

import { covarianceOf } from '../../math/covariance.ts';
import { symmetricEigenvalues } from '../../math/eigenvalues.ts';
import type { Spread } from './report.ts';

/** Below these parts of an even spread embeddings shrink, and have collapsed. */
const SHRINKING_STD = 0.3;
const COLLAPSED_STD = 0.1;

/**
 * Classes that are told apart perfectly still span classes − 1 dimensions (neural collapse: Papyan et al. 2020); below
 * these parts of that, classes must have fallen together.
 */
const SHRINKING_RANK = 0.5;
const COLLAPSED_RANK = 0.25;

/**
 * Of normalised rows f32 [n, width], n ≥ 2. Mean deviation per dimension relative to 1/√width, that of rows all around
 * the sphere (Chen & He 2021, section 4.1); effective rank of the covariance: exp of the entropy of its eigenvalues'
 * shares (after Roy & Vetterli 2007).
 * @param shown how many classes the rows show
 */
export function spreadOf(rows: Float32Array, width: number, shown: number): Spread {
  const covariance = covarianceOf(rows, width);
  let deviations = 0;
  for (let j = 0; j < width; j++) deviations += Math.sqrt(covariance[j * width + j] as number);
  const relativeStd = deviations / Math.sqrt(width);
  const effectiveRank = rankOf(symmetricEigenvalues(covariance, width));
  return { relativeStd, effectiveRank, verdict: verdictOf(relativeStd, effectiveRank, shown) };
}

function verdictOf(relativeStd: number, effectiveRank: number, shown: number): Spread['verdict'] {
  const needed = shown - 1;
  const figures = `deviation ${relativeStd.toFixed(2)} of an even spread, ${effectiveRank.toFixed(1)} dimensions in use`;
  if (relativeStd < COLLAPSED_STD || effectiveRank < COLLAPSED_RANK * needed) {
    const sentence = `The embeddings have collapsed: different faces get nearly the same one (${figures}). Go back to an earlier checkpoint, and train with a lower learning rate or a larger batch.`;
    return { level: 'collapsed', sentence };
  }
  if (relativeStd < SHRINKING_STD || effectiveRank < SHRINKING_RANK * needed) {
    const sentence = `The embeddings are shrinking together (${figures}). Lower the learning rate or enlarge the batch before they collapse.`;
    return { level: 'shrinking', sentence };
  }
  return { level: 'fine', sentence: `The embeddings are well spread (${figures}).` };
}

/** 1 where nothing varies. Rounding may put an eigenvalue of 0 just below it. */
function rankOf(eigenvalues: Float64Array): number {
  const sum = eigenvalues.reduce((total, value) => total + Math.max(0, value), 0);
  let entropy = 0;
  for (const value of eigenvalues) if (value > 0) entropy -= (value / sum) * Math.log(value / sum);
  return Math.exp(entropy);
}
