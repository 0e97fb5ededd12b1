/** Where the subscripts of a formula in one line of text are. Pure. */

/** What is written in Unicode's few small letters, so that all subscripts look alike. */
const SMALL = new Map([...'ᵢⱼₖₗₘₙₐₑₚₛₜᵥ₀₁₂₃'].map((small, i) => [small, 'ijklmnaepstv0123'[i] ?? '']));

/** `_{a≠i}`, `_dd` and `ᵢₚ`. */
const SUBSCRIPT = /_\{([^}]*)\}|_(\p{L}+)|([ᵢⱼₖₗₘₙₐₑₚₛₜᵥ₀₁₂₃]+)/gu;

export type Piece = { text: string; sub: boolean };

export function pieces(formula: string): Piece[] {
  const found: Piece[] = [];
  let end = 0;
  for (const match of formula.matchAll(SUBSCRIPT)) {
    if (match.index > end) found.push({ text: formula.slice(end, match.index), sub: false });
    const text = match[1] ?? match[2] ?? [...(match[3] ?? '')].map((small) => SMALL.get(small) ?? small).join('');
    found.push({ text, sub: true });
    end = match.index + match[0].length;
  }
  if (end < formula.length) found.push({ text: formula.slice(end), sub: false });
  return found;
}
