/** Which samples a run learns from and which it is judged on. Numbers only. */

import type { JudgedOn } from '../data/schema.ts';

/** `heldOut`: the user's split plan has it among the validation samples. `view`: one of several of a moment. */
export type Judgeable = { label: number; session: string; recordedAt: number; heldOut: boolean; view?: boolean };

/** Indices into the samples. `judge` equals `train` when nothing could be held out. */
export type Split = { train: number[]; judge: number[]; judgedOn: JudgedOn };

/** Part of each class that is held out of one sitting, and the fewest samples for which that is worth it. */
const HELD_OUT = 0.2;
const FEWEST = 10;

/** At most this part of all samples may be a held-out session: the rest has to be enough to learn from. */
const LARGEST_SESSION = 0.5;

/** Never by image: frames of the same moment on both sides would be recognised, not classified. */
export function splitSamples(samples: readonly Judgeable[], classes: number): Split {
  const all = samples.map((_, i) => i);
  const planned = all.filter((i) => samples[i]?.heldOut);
  if (planned.length > 0 && planned.length < all.length) {
    return { train: all.filter((i) => !samples[i]?.heldOut), judge: planned, judgedOn: 'validation' };
  }
  const session = heldOutSession(samples, classes);
  if (session !== undefined) {
    const held = (i: number) => samples[i]?.session === session;
    return { train: all.filter((i) => !held(i)), judge: all.filter(held), judgedOn: 'session' };
  }
  const blocks = Array.from({ length: classes }, (_, label) => lastBlock(samples, label));
  if (blocks.every((block) => block.length > 0)) {
    const judge = new Set(blocks.flat());
    return { train: all.filter((i) => !judge.has(i)), judge: [...judge], judgedOn: 'time' };
  }
  return { train: all, judge: all, judgedOn: 'training' };
}

/** The latest session that shows every class while the others show every class too. */
function heldOutSession(samples: readonly Judgeable[], classes: number): string | undefined {
  const latestFirst = [...samples].sort((a, b) => b.recordedAt - a.recordedAt).map(({ session }) => session);
  const complete = (some: readonly Judgeable[]) => new Set(some.map(({ label }) => label)).size === classes;
  return [...new Set(latestFirst)].find((session) => {
    const inside = samples.filter((sample) => sample.session === session);
    const outside = samples.filter((sample) => sample.session !== session);
    return inside.length <= LARGEST_SESSION * samples.length && complete(inside) && complete(outside);
  });
}

/** Of a class that has enough besides, no views of moments: a method learns from them, and they are few and come last. */
function lastBlock(samples: readonly Judgeable[], label: number): number[] {
  const all = samples.map((sample, i) => ({ ...sample, i })).filter((sample) => sample.label === label);
  const single = all.filter(({ view }) => !view);
  const own = single.length < FEWEST ? all : single;
  if (own.length < FEWEST) return [];
  own.sort((a, b) => a.recordedAt - b.recordedAt);
  return own.slice(-Math.floor(HELD_OUT * own.length)).map(({ i }) => i);
}
