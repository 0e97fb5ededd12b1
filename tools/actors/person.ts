/** What a rendered person looks like: face, colours, hair, clothes and light. Knows no motion and no renderer. */

import { createRng, normal } from '../../src/math/rng.ts';

/** sRGB colour, CSS hex. */
export type Colour = `#${string}`;

export type HairStyle = 'cropped' | 'short' | 'topknot' | 'long' | 'beanie' | 'headscarf' | 'bald';

export type Person = {
  id: string;
  /** Of the hairs and other chance in the looks. */
  seed: number;
  /** Identity modes of the head, standard deviations. */
  identity: number[];
  skin: { base: Colour; blush: Colour; lips: Colour; lipStrength: number };
  eyes: Colour;
  hair: { style: HairStyle; colour: Colour; brows: Colour; browDensity: number; beard: number };
  /** Colour of headwear, where there is any. */
  headwear?: Colour;
  glasses?: Colour;
  garment: { colour: Colour; neck: 'crew' | 'turtle' | 'vee' };
  backdrop: { light: Colour; dark: Colour };
  /** Key light: degrees to the right of the picture and above; its colour and strength. */
  light: { azimuth: number; elevation: number; colour: Colour; key: number; fill: number };
  /** Camera distance, and how far the head is raised in the picture, head units. */
  framing: { distance: number; lift: number };
};

/**
 * Identity modes: the first few chosen, the rest drawn. Mode 0 goes from large and broad to small and slight,
 * 2 from a short to a long nose, 4 from a narrow to a strong brow and jaw.
 */
export function identity(seed: number, lead: readonly number[], strength = 0.75): number[] {
  const rng = createRng(seed);
  return Array.from({ length: 40 }, (_, mode) => {
    // Beyond about two standard deviations a mode looks sculpted.
    const drawn = strength * Math.max(-2, Math.min(2, normal(rng)));
    return lead[mode] ?? drawn;
  });
}
