/** IEEE 754 half precision to single precision. Numbers only: no browser of our range has Float16Array everywhere. */

/** @param halves the 16 bits of each number; subnormals, infinities and NaN are kept */
export function halvesToFloats(halves: Uint16Array): Float32Array {
  const floats = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) floats[i] = halfToFloat(halves[i] ?? 0);
  return floats;
}

function halfToFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Rounds to the nearest half, ties to even; what is too large becomes infinite. @returns the 16 bits of each number */
export function floatsToHalves(floats: Float32Array): Uint16Array {
  const bits = new Uint32Array(floats.buffer, floats.byteOffset, floats.length);
  return Uint16Array.from(bits, floatToHalf);
}

/** @param bits the 32 bits of the number */
function floatToHalf(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const rest = bits & 0x7fffffff;
  if (rest > 0x7f800000) return sign | 0x7e00;
  if (rest >= 0x47800000) return sign | 0x7c00;
  const normal = rest >= 0x38800000;
  // Below the smallest normal half the fraction is shifted until its exponent is that of the subnormals.
  const shift = normal ? 13 : Math.min(31, 126 - (rest >>> 23));
  const value = normal ? rest - 0x38000000 : (rest & 0x7fffff) | 0x800000;
  if (!normal && rest < 0x33000000) return sign;
  const kept = value >>> shift;
  const lost = value - kept * 2 ** shift;
  const half = 2 ** (shift - 1);
  return sign | (kept + (lost > half || (lost === half && (kept & 1) === 1) ? 1 : 0));
}
