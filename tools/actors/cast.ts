/** The six actors: face, colours, hair, clothes, light and what each plays. Knows no renderer. */

import { createRng, normal } from '../../src/math/rng.ts';
import type { Performer } from './timeline.ts';

/** sRGB colour, CSS hex. */
export type Colour = `#${string}`;

export type HairStyle = 'cropped' | 'short' | 'topknot' | 'long' | 'beanie' | 'headscarf' | 'bald';

export type Person = Performer & {
  id: string;
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
function identity(seed: number, lead: readonly number[], strength = 0.75): number[] {
  const rng = createRng(seed);
  return Array.from({ length: 40 }, (_, mode) => {
    // Beyond about two standard deviations a mode looks sculpted.
    const drawn = strength * Math.max(-2, Math.min(2, normal(rng)));
    return lead[mode] ?? drawn;
  });
}

export const CAST: readonly Person[] = [
  {
    id: 'ada',
    seed: 11,
    identity: identity(115, [1.3, -0.4, 0.1, -0.4, -0.9]),
    skin: { base: '#d7a68a', blush: '#c9705f', lips: '#a84a48', lipStrength: 0.85 },
    eyes: '#4a6b60',
    hair: { style: 'topknot', colour: '#6b3a22', brows: '#5a3524', browDensity: 0.8, beard: 0 },
    garment: { colour: '#d9d2c5', neck: 'crew' },
    backdrop: { light: '#c9826a', dark: '#8a4a3c' },
    light: { azimuth: -38, elevation: 32, colour: '#fff1e2', key: 2.6, fill: 0.94 },
    framing: { distance: 70, lift: -1.4 },
    rest: { yaw: 3, pitch: 0, roll: 1 },
    asymmetry: 0.05,
    beats: [
      { expression: 'happiness', start: 9.4, hold: 1.9, style: { noseWrinkler: 0.12, jawDrop: 0.08 } },
      { expression: 'surprise', start: 4.4, hold: 1.9 },
    ],
  },
  {
    id: 'bayo',
    seed: 12,
    identity: identity(107, [-0.9, -1, -1.2, 0.4, 0]),
    skin: { base: '#7a4f3a', blush: '#763c30', lips: '#6a3832', lipStrength: 0.7 },
    eyes: '#2a170d',
    hair: { style: 'cropped', colour: '#14100e', brows: '#120d0b', browDensity: 1, beard: 0.7 },
    garment: { colour: '#c8963e', neck: 'crew' },
    backdrop: { light: '#7f9c93', dark: '#45635c' },
    light: { azimuth: 42, elevation: 30, colour: '#fff6ec', key: 4.2, fill: 1.6 },
    framing: { distance: 79, lift: -0.4 },
    rest: { yaw: -4, pitch: 0, roll: -1 },
    asymmetry: -0.06,
    beats: [
      { expression: 'surprise', start: 1.9, hold: 1.9, style: { lipFunneler: -0.15, jawDrop: 0.1 } },
      { expression: 'anger', start: 6.9, hold: 1.9 },
    ],
  },
  {
    id: 'chen',
    seed: 13,
    identity: identity(110, [1.1, 0.8, -0.9, 0.8, -1]),
    skin: { base: '#d2a27c', blush: '#c27660', lips: '#a04a48', lipStrength: 0.85 },
    eyes: '#22140e',
    hair: { style: 'long', colour: '#17120f', brows: '#1c1512', browDensity: 0.85, beard: 0 },
    garment: { colour: '#3f5573', neck: 'turtle' },
    backdrop: { light: '#d8c08a', dark: '#a08548' },
    light: { azimuth: -30, elevation: 38, colour: '#fff8ef', key: 2.6, fill: 1.02 },
    framing: { distance: 71, lift: 0 },
    rest: { yaw: 0, pitch: 1, roll: 0 },
    asymmetry: 0.04,
    beats: [
      { expression: 'sadness', start: 0.25, hold: 1.9 },
      { expression: 'happiness', start: 5.25, hold: 1.9 },
    ],
  },
  {
    id: 'dario',
    seed: 14,
    identity: identity(118, [-0.1, -0.3, 0.7, 0.2, 0.5]),
    skin: { base: '#bf8e6c', blush: '#ad6450', lips: '#955248', lipStrength: 0.6 },
    eyes: '#3d2a15',
    hair: { style: 'short', colour: '#2a1d15', brows: '#21170f', browDensity: 1.1, beard: 0.18 },
    glasses: '#20242a',
    garment: { colour: '#6d7f6a', neck: 'vee' },
    backdrop: { light: '#8fa6bd', dark: '#4c6480' },
    light: { azimuth: 35, elevation: 34, colour: '#fff4e6', key: 2.7, fill: 0.94 },
    framing: { distance: 75, lift: 0 },
    rest: { yaw: 4, pitch: 0, roll: 1 },
    asymmetry: -0.05,
    beats: [
      { expression: 'anger', start: 3.6, hold: 1.9 },
      { expression: 'happiness', start: 8.6, hold: 1.9, style: { upperLipRaiser: -0.15, cheekRaiser: 0.1 } },
    ],
  },
  {
    id: 'esra',
    seed: 15,
    identity: identity(108, [1.1, -0.2, 0.5, 0, -0.9]),
    skin: { base: '#c8946f', blush: '#b86a56', lips: '#9c4440', lipStrength: 0.85 },
    eyes: '#38230f',
    hair: { style: 'headscarf', colour: '#2a1d17', brows: '#2a1c14', browDensity: 0.9, beard: 0 },
    headwear: '#2f6f73',
    garment: { colour: '#2f6f73', neck: 'turtle' },
    backdrop: { light: '#d9a79b', dark: '#a26a63' },
    light: { azimuth: -45, elevation: 28, colour: '#fff2e4', key: 2.6, fill: 0.94 },
    framing: { distance: 71, lift: -0.5 },
    rest: { yaw: -3, pitch: 0, roll: 0 },
    asymmetry: 0.06,
    beats: [
      { expression: 'fear', start: 1.1, hold: 1.9 },
      { expression: 'sadness', start: 6.1, hold: 1.9, style: { lidDrop: 0.1, chinRaiser: 0.2 } },
    ],
  },
  {
    id: 'finn',
    seed: 16,
    identity: identity(105, [-0.6, 0.2, -0.4, 0.9, 0.3]),
    skin: { base: '#deb097', blush: '#cf7866', lips: '#b5645c', lipStrength: 0.7 },
    eyes: '#4a7090',
    hair: { style: 'beanie', colour: '#a06a3c', brows: '#8a5a34', browDensity: 1, beard: 0.25 },
    headwear: '#b5483c',
    garment: { colour: '#39424e', neck: 'crew' },
    backdrop: { light: '#a9b79a', dark: '#6f8062' },
    light: { azimuth: 32, elevation: 36, colour: '#fff6ea', key: 2.4, fill: 0.94 },
    framing: { distance: 78, lift: -0.3 },
    rest: { yaw: 2, pitch: 0, roll: -1 },
    asymmetry: -0.04,
    beats: [
      { expression: 'disgust', start: 2.8, hold: 1.9 },
      { expression: 'surprise', start: 7.8, hold: 1.9, style: { lipFunneler: 0.15, outerBrowRaiser: 0.1 } },
    ],
  },
];
