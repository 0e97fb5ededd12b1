/** Arrays of four sides with their sides in another order. Numbers only. */

/** `order` says which of the old sides each new one is. */
export function reordered(
  shape: number[],
  data: Float32Array,
  order: number[],
): { shape: number[]; data: Float32Array } {
  const sides = order.map((axis) => shape[axis] ?? 1);
  const steps = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  const [p = 0, q = 0, r = 0, s = 0] = order.map((axis) => steps[axis] ?? 0);
  const [a = 0, b = 0, c = 0, d = 0] = sides;
  const moved = new Float32Array(data.length);
  let to = 0;
  for (let i = 0; i < a; i++)
    for (let j = 0; j < b; j++)
      for (let k = 0; k < c; k++) for (let l = 0; l < d; l++) moved[to++] = data[i * p + j * q + k * r + l * s] ?? 0;
  return { shape: sides, data: moved };
}
