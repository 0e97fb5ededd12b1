/** Which points a drawn outline takes in. Pure. */

export type Place = { x: number; y: number };

/** Whether a point lies inside a closed outline, by the even-odd rule; fewer than three corners enclose nothing. */
export function inside({ x, y }: Place, outline: readonly Place[]): boolean {
  let odd = false;
  for (const [i, to] of outline.entries()) {
    const from = outline.at(i - 1) ?? to;
    if (to.y > y === from.y > y) continue;
    if (x < ((from.x - to.x) * (y - to.y)) / (from.y - to.y) + to.x) odd = !odd;
  }
  return odd;
}

/** An outline without the corners that are nearer than `apart` to the one before: a hand draws hundreds. */
export function simplified(outline: readonly Place[], apart: number): Place[] {
  const kept: Place[] = [];
  for (const corner of outline) {
    const last = kept.at(-1);
    if (!last || Math.hypot(corner.x - last.x, corner.y - last.y) >= apart) kept.push(corner);
  }
  return kept;
}
