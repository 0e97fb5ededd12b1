/** Lets points glide from where they are to where the next map has them, so that the eye can follow. Pure. */

export const GLIDE_MS = 260;

export type Glide = { ids: readonly string[]; from: Float32Array; to: Float32Array; started: number };

type Placed = { ids: readonly string[]; points: Float32Array };

/** Begins to glide to `frame`; a sample that was not there before appears in its place. */
export function glideTo(before: Placed | null, frame: Placed, now: number): Glide {
  const places = new Map(before?.ids.map((id, i) => [id, i]));
  const from = frame.points.map((value, i) => {
    const j = places.get(frame.ids[i >> 1] ?? '');
    return j === undefined ? value : (before?.points[2 * j + (i % 2)] ?? value);
  });
  return { ids: frame.ids, from, to: frame.points, started: now };
}

/** Where the points are at this time; `rest`: they have arrived. */
export function glided({ ids, from, to, started }: Glide, now: number): Placed & { rest: boolean } {
  const t = Math.min(1, Math.max(0, (now - started) / GLIDE_MS));
  if (t === 1) return { ids, points: to, rest: true };
  const eased = 1 - (1 - t) ** 3;
  return { ids, points: to.map((value, i) => (1 - eased) * (from[i] ?? value) + eased * value), rest: false };
}
