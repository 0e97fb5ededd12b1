/** Wrinkles: which shapes fold them, and their relief in the skin's shader. Knows no colours. */

import type { ShapeWeights } from '../head.ts';

/** How far each family of wrinkles is folded, 0–1, from the shapes that fold it. */
export type Folds = { forehead: number; frown: number; nose: number; cheek: number; eye: number };

export function foldsOf(weights: ShapeWeights): Folds {
  const mean = (a: number | undefined, b: number | undefined) => ((a ?? 0) + (b ?? 0)) / 2;
  const inner = mean(weights.browInnerUp_L, weights.browInnerUp_R);
  const outer = mean(weights.browOuterUp_L, weights.browOuterUp_R);
  const down = mean(weights.browDown_L, weights.browDown_R);
  const sneer = mean(weights.noseSneer_L, weights.noseSneer_R);
  const smile = mean(weights.mouthSmile_L, weights.mouthSmile_R);
  return {
    forehead: Math.min(1, 0.6 * inner + 0.5 * outer),
    frown: down,
    nose: sneer,
    cheek: Math.min(1, smile + 0.9 * sneer),
    eye: Math.min(1, mean(weights.cheekSquint_L, weights.cheekSquint_R) + 0.3 * sneer),
  };
}

/** Wrinkles as a height over rest coordinates (head units), applied as a bump. */
export const WRINKLES = /* glsl */ `
  varying vec3 vRest;
  uniform float forehead, frown, nose, cheek, eye;
  float groove(float distance, float width) { return -exp(-distance * distance / (width * width)); }
  float wrinkles() {
    vec3 p = vRest;
    float side = abs(p.x);
    float h = 0.0;
    // Horizontal lines of the raised brow.
    float wave = p.y - 0.25 * cos(p.x * 0.9) - 0.12 * sin(p.x * 2.3);
    float lines = pow(0.5 - 0.5 * cos(6.2832 * wave / 1.05), 3.0);
    h -= forehead * 0.13 * lines * smoothstep(6.4, 7.4, p.y) * smoothstep(10.8, 9.4, p.y) * smoothstep(4.6, 2.6, side);
    // The two upright lines between lowered brows.
    h += frown * 0.22 * groove(side - 0.55 - 0.05 * (p.y - 5.5), 0.17) * smoothstep(4.2, 4.9, p.y) * smoothstep(7.0, 5.8, p.y);
    // Lines across the root and the sides of a wrinkled nose.
    h -= nose * 0.12 * pow(0.5 - 0.5 * cos(6.2832 * (p.y + 0.5 * side) / 0.7), 2.0)
      * smoothstep(2.6, 3.2, p.y) * smoothstep(5.0, 4.4, p.y) * smoothstep(1.5, 0.8, side);
    // From the wing of the nose past the corner of the mouth.
    float t = clamp((0.2 - p.y) / 4.0, 0.0, 1.0);
    float fold = 1.75 + 1.75 * t + 0.35 * sin(3.1416 * t);
    h += cheek * 0.2 * groove(side - fold, 0.3) * smoothstep(0.6, 0.0, p.y) * smoothstep(-4.4, -3.0, p.y) * step(6.0, p.z);
    // Crow's feet and the crease under the eye.
    float feet = pow(0.5 - 0.5 * cos(6.2832 * ((p.y - 3.4) - 0.35 * (side - 4.9) * sign(p.y - 3.4)) / 0.55), 2.0);
    h -= eye * 0.06 * feet * smoothstep(4.8, 5.2, side) * smoothstep(6.6, 5.8, side) * smoothstep(1.2, 0.6, abs(p.y - 3.4));
    float under = 2.35 + 0.11 * (side - 3.0) * (side - 3.0);
    h += eye * 0.09 * groove(p.y - under, 0.16) * smoothstep(1.7, 2.2, side) * smoothstep(4.9, 4.3, side);
    return h;
  }
  vec3 fold(vec3 at, vec3 n, float faceDirection) {
    if (forehead + frown + nose + cheek + eye < 0.01) return n;
    float h = wrinkles();
    vec3 sx = dFdx(at), sy = dFdy(at);
    vec3 r1 = cross(sy, n), r2 = cross(n, sx);
    float det = dot(sx, r1) * faceDirection;
    vec3 gradient = sign(det) * (dFdx(h) * r1 + dFdy(h) * r2);
    return normalize(abs(det) * n - gradient);
  }
`;
