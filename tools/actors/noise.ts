/** Smooth functions for motion and masks. Knows nothing of faces. */

import { createRng, type Rng } from '../../src/math/rng.ts';

/** A smooth function in about [-1, 1] whose period divides 1: sines of low order with seeded phases. */
export function periodicNoise(rng: Rng, harmonics: readonly number[]): (phase: number) => number {
  const waves = harmonics.map((harmonic) => ({ harmonic, shift: rng.uniform() }));
  const scale = 1 / Math.sqrt(harmonics.length);
  return (phase) =>
    scale * waves.reduce((sum, { harmonic, shift }) => sum + Math.sin(2 * Math.PI * (harmonic * phase + shift)), 0);
}

/** 0 at `from`, 1 at `to`, smooth between and constant beyond (also for from > to, mirrored). */
export function smoothstep(from: number, to: number, x: number): number {
  const t = Math.min(1, Math.max(0, (x - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

/** Adds the grain of a camera's sensor to RGBA pixels. @param strength standard deviation, grey levels */
export function addGrain(pixels: Uint8Array, seed: number, strength: number): void {
  const rng = createRng(seed);
  for (let i = 0; i < pixels.length; i += 4) {
    // The sum of three uniforms is near enough to a normal; most of the grain is of brightness.
    const grain = 2 * strength * (rng.uniform() + rng.uniform() + rng.uniform() - 1.5);
    for (let k = 0; k < 3; k++) pixels[i + k] = Math.min(255, Math.max(0, Math.round(pixels[i + k]! + grain)));
  }
}
