/** Numbers as eight bits each, with a scale for every row or column. Knows no model. */

/**
 * Row-major f32 as signed bytes −127 … 127 and scales f32: v ≈ scale · byte, one scale for each index of the shorter
 * side, which costs the fewest bytes. Vectors are short and are kept as they are (`bytes` empty, `scales` the values).
 * @param shape one or two sides
 */
export function quantise(values: Float32Array, shape: readonly number[]): { scales: Float32Array; bytes: Int8Array } {
  if (shape.length < 2) return { scales: values, bytes: new Int8Array() };
  const scaleOf = scaleIndex(shape);
  const scales = new Float32Array(Math.min(...shape));
  values.forEach((value, i) => {
    scales[scaleOf(i)] = Math.max(scales[scaleOf(i)] ?? 0, Math.abs(value) / 127);
  });
  const bytes = Int8Array.from(values, (value, i) => Math.round(value / (scales[scaleOf(i)] || 1)));
  return { scales, bytes };
}

/** How many scales and bytes `quantise` makes of a shape. */
export function quantisedSizes(shape: readonly number[]): { scales: number; bytes: number } {
  const size = shape.reduce((product, length) => product * length, 1);
  return shape.length < 2 ? { scales: size, bytes: 0 } : { scales: Math.min(...shape), bytes: size };
}

/** The values that `quantise` was given, each within half of its scale. */
export function restore({ scales, bytes }: ReturnType<typeof quantise>, shape: readonly number[]): Float32Array {
  if (shape.length < 2) return scales;
  const scaleOf = scaleIndex(shape);
  return Float32Array.from(bytes, (byte, i) => byte * (scales[scaleOf(i)] ?? 0));
}

/** Of a place in the row-major values, the index along the shorter side. */
function scaleIndex([rows = 1, columns = 1]: readonly number[]): (place: number) => number {
  return rows < columns ? (place) => Math.floor(place / columns) : (place) => place % columns;
}
