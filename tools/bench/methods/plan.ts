/** How many steps the time allows, from the measured time of a step of every arm. Knows no results. */

import { floatsToHalves } from '../../../src/math/halfFloat.ts';
import { createRng } from '../../../src/math/rng.ts';
import { trunkShape } from '../../../src/model/encoder.ts';
import type { Weights } from '../../../src/model/weights.ts';
import type { FeatureStore } from '../../../src/train/prepare.ts';
import { allCells, type Cell } from './cells.ts';
import { type BenchData, drawOf } from './data.ts';
import { ARMS, type Data, FEWEST_STEPS, HEADS, LEVELS, MOST_STEPS, OTHER_SHARE, SEEDS, VIEWS } from './protocol.ts';
import { runArm } from './runArm.ts';

/** `steps` at scope last, of every run. `msPerStep` by data set and arm, as measured before the first run. */
export type Plan = {
  hours: number;
  processes: number;
  backend: string;
  steps: number;
  msPerStep: { [D in Data]?: { [arm: string]: number } };
};

const TIMED_STEPS = 6;

/** Of a run at scope heads, as a part of one step at scope last: what baselines.md measured, rounded up. */
const HEADS_COST = 0.2;

/** ms a step of every arm of a data set, on features that are no faces: a step's time does not depend on them. */
export async function timeArms(
  weights: Weights,
  backend: string,
  data: Data,
  opened: BenchData,
): Promise<{ [arm: string]: number }> {
  const [level] = LEVELS;
  const [seed = 0] = SEEDS;
  const store = noise(weights, opened);
  // Where the processor computes, its time is that of the process, whatever else it has to do meanwhile.
  const clock = backend === 'wasm' ? processorMs : () => performance.now();
  const times: { [arm: string]: number } = {};
  for (const arm of Object.keys(ARMS[data])) {
    const cell: Cell = { data, start: 'labelled', scope: 'last', arm, level, seed };
    const drawn = drawOf(opened, 'result', level, seed);
    const { msPerStep } = await runArm(weights, store, opened, drawn, cell, 1, TIMED_STEPS, clock);
    times[arm] = Math.round(msPerStep);
  }
  return times;
}

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The most steps with which all runs end in so many hours. */
export function stepsFor(hours: number, processes: number, msPerStep: Plan['msPerStep']): number {
  const perStep = allCells().reduce((sum, { data, arm, scope }) => {
    const ms = msPerStep[data]?.[arm] ?? 0;
    return sum + (scope === 'heads' ? HEADS * HEADS_COST * ms : ms);
  }, 0);
  const steps = Math.floor(((1 - OTHER_SHARE) * hours * processes * 3_600_000) / perStep);
  return Math.min(MOST_STEPS, Math.max(FEWEST_STEPS, steps));
}

function noise({ base }: Weights, { crops, landmarks }: BenchData): FeatureStore {
  const rng = createRng(0);
  const length = VIEWS * trunkShape(base.topology).reduce((product, size) => product * size, 1);
  const values = floatsToHalves(Float32Array.from({ length }, () => rng.uniform()));
  return {
    crops: async (ids) => ids.map((id) => crops.get(id) as Uint8Array),
    landmarks: async (ids) => ids.map((id) => landmarks.get(id) ?? null),
    load: async (_views, ids) => new Map(ids.map((id) => [id, values])),
    save: async () => {},
    used: async () => {},
  };
}
