/** Which directions of a turning head have been seen: bins of yaw, each with its sharpest view. Pure. */

/** Centres of the bins, degrees as vision/protocol.ts has yaw; the middle one is a face that looks straight. */
export const YAW_BINS = [-60, -45, -30, -15, 0, 15, 30, 45, 60] as const;

/** Width of a bin, degrees: CL-MEx asks for 15–20. */
export const BIN_WIDTH = 15;

const MIDDLE = YAW_BINS.indexOf(0);

/** A view of the head: degrees, and the higher the sharper. */
type View = { yaw: number; sharpness: number };

/** The best view of each bin by its index; bins that were not seen are absent. */
export type Turn<V extends View> = ReadonlyMap<number, V>;

/** Index of the bin that a yaw falls into; null beyond the outermost ones. */
export function binOf(yaw: number): number | null {
  const bin = Math.floor(yaw / BIN_WIDTH + 0.5) + MIDDLE;
  return bin >= 0 && bin < YAW_BINS.length ? bin : null;
}

/** The turn with this view, where it is the first of its bin or sharper than the one that was there. */
export function withView<V extends View>(turn: Turn<V>, view: V): Turn<V> {
  const bin = binOf(view.yaw);
  if (bin === null || (turn.get(bin)?.sharpness ?? Number.NEGATIVE_INFINITY) >= view.sharpness) return turn;
  return new Map(turn).set(bin, view);
}

export const isComplete = (turn: Turn<View>): boolean => turn.size === YAW_BINS.length;

/** Where to turn next, said to whoever is before the camera; their own left is the image's right. */
export function turnHint(turn: Turn<View>): string {
  const lacks = (bins: number[]) => bins.some((bin) => !turn.has(bin));
  const indices = YAW_BINS.map((_, bin) => bin);
  const right = lacks(indices.slice(0, MIDDLE));
  const left = lacks(indices.slice(MIDDLE + 1));
  if (right && left) return 'Hold the expression and turn your head slowly to one side, then to the other.';
  if (left) return 'Now turn slowly to your left.';
  if (right) return 'Now turn slowly to your right.';
  return turn.has(MIDDLE) ? 'Every direction is there.' : 'Now look straight into the camera.';
}

/** “−45°”, “30°” */
export const degrees = (yaw: number): string => `${Math.round(yaw)}°`.replace('-', '−');

/** “−45° to 30°” of the views of a turn that has any. */
export function spanWords(turn: Turn<View>): string {
  const yaws = [...turn.values()].map(({ yaw }) => yaw);
  return `${degrees(Math.min(...yaws))} to ${degrees(Math.max(...yaws))}`;
}
