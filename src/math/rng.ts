/** Seeded random numbers whose state can be stored: every random choice below the page takes an `Rng`. Numbers only. */

/** sfc32 (Doty-Humphrey, PractRand): 128 bits of state, period of at least 2^32. */
export type Rng = {
  /** The next number, uniform in [0, 1). */
  uniform: () => number;
  /** A copy of the state, i32 [4]; `resumeRng` continues from it exactly. */
  state: () => Int32Array;
};

/** @param seed any finite number; equal seeds give equal sequences */
export function createRng(seed: number): Rng {
  const words = new Int32Array(new Float64Array([seed]).buffer);
  const rng = resumeRng(new Int32Array([words[0] ?? 0, words[1] ?? 0, 0x2545f491, 1]));
  // The first outputs still resemble the seed.
  for (let i = 0; i < 16; i++) rng.uniform();
  return rng;
}

/** @param state i32 [4] as `Rng.state` gave it */
export function resumeRng(state: Int32Array): Rng {
  if (state.length !== 4) throw new RangeError(`The state of a generator is 4 numbers, not ${state.length}.`);
  let [a, b, c, counter] = state as unknown as [number, number, number, number];
  return {
    uniform: () => {
      const sum = (a + b + counter) | 0;
      counter = (counter + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (((c << 21) | (c >>> 11)) + sum) | 0;
      return (sum >>> 0) / 2 ** 32;
    },
    state: () => new Int32Array([a, b, c, counter]),
  };
}

/** Uniform in [low, high). */
export function between(rng: Rng, low: number, high: number): number {
  return low + (high - low) * rng.uniform();
}

/** Uniform integer in 0 … count − 1. */
export function integer(rng: Rng, count: number): number {
  return Math.floor(rng.uniform() * count);
}

/** Standard normal (Box & Muller 1958); draws two uniforms. */
export function normal(rng: Rng): number {
  return Math.sqrt(-2 * Math.log(1 - rng.uniform())) * Math.cos(2 * Math.PI * rng.uniform());
}

/** Fisher and Yates' shuffle of a copy. */
export function shuffled<T>(rng: Rng, items: readonly T[]): T[] {
  const copy = [...items];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = integer(rng, i + 1);
    [copy[i], copy[j]] = [copy[j] as T, copy[i] as T];
  }
  return copy;
}
