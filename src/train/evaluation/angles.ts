/** How often a classifier is right, by how far the face is turned. Numbers only. */

/** Degrees at which the parts begin: from one to the next, and the last one without an end. */
const EDGES = [0, 15, 30, 45, 60] as const;

/** From here on a view counts as challenging (Roy & Etemad 2021). */
const FAR = 45;

/**
 * Accuracy, 0–1, of each range of |yaw| in which there is a sample, and of all that are turned by 45° or more. Left and
 * right count alike, since the method mirrors views.
 * @param labels, answers i32 [n], indices of classes
 * @param yaw f32 [n], degrees; NaN is left out
 */
export function accuracyByAngle(
  labels: Int32Array,
  answers: Int32Array,
  yaw: Float32Array,
): { [name: string]: number } {
  const within = (from: number, to: number) => {
    const rows = [...labels.keys()].filter(
      (i) => Math.abs(yaw[i] as number) >= from && Math.abs(yaw[i] as number) < to,
    );
    return rows.filter((i) => labels[i] === answers[i]).length / rows.length;
  };
  const parts = EDGES.map((from, i) => {
    const to = EDGES[i + 1];
    const name = to === undefined ? `yaw ${from}° or more` : `yaw ${from}° to below ${to}°`;
    return [name, within(from, to ?? Number.POSITIVE_INFINITY)] as const;
  });
  const all = [...parts, [`yaw ${FAR}° or more`, within(FAR, Number.POSITIVE_INFINITY)] as const];
  return Object.fromEntries(
    all.filter(([, value]) => !Number.isNaN(value)).map(([name, value]) => [`Accuracy, ${name}`, value]),
  );
}
