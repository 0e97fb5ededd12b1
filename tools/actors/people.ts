/** The 36 people of the training sets, drawn by seed: looks and manner, and who is learned from. Knows no renderer. */

import type { Split } from '../../src/data/schema.ts';
import { between, createRng, integer, type Rng } from '../../src/math/rng.ts';
import { type ActionUnit, type ActionUnits, EXPRESSIONS, type Expression } from './actionUnits.ts';
import { type Colour, type HairStyle, identity, type Person } from './person.ts';

export type Actor = Person & {
  /** Share by which the left side of the face outdoes the right. */
  asymmetry: number;
  /** Largest intensity that this person shows, 0–1. */
  expressivity: number;
  /** The person's own way of showing each expression: units added to the prototype at apex. */
  manner: Record<Expression, ActionUnits>;
  /** Resting head pose, degrees. */
  rest: { yaw: number; pitch: number; roll: number };
};

const PEOPLE_COUNT = 36;

/** Skin from light to dark, and how much more light the camera's exposure gives it. */
const SKINS: readonly { base: Colour; blush: Colour; lips: Colour; exposure: number }[] = [
  { base: '#e3bca6', blush: '#d48a78', lips: '#b9645f', exposure: 0.92 },
  { base: '#deb097', blush: '#cf7866', lips: '#b5645c', exposure: 0.94 },
  { base: '#d7a68a', blush: '#c9705f', lips: '#a84a48', exposure: 1 },
  { base: '#c8946f', blush: '#b86a56', lips: '#9c4440', exposure: 1 },
  { base: '#bf8e6c', blush: '#ad6450', lips: '#955248', exposure: 1.05 },
  { base: '#a8744f', blush: '#99573f', lips: '#84443b', exposure: 1.15 },
  { base: '#8f5f43', blush: '#844a38', lips: '#743c34', exposure: 1.35 },
  { base: '#7a4f3a', blush: '#763c30', lips: '#6a3832', exposure: 1.6 },
  { base: '#5f3c2c', blush: '#5c2f26', lips: '#55302b', exposure: 1.85 },
];

/** From this skin on hair and eyes are dark. */
const DARK_SKIN = 4;

const LIGHT_HAIR: readonly Colour[] = ['#b08a55', '#8a5a34', '#6b3a22', '#4a3020', '#2a1d15', '#8d8781'];
const DARK_HAIR: readonly Colour[] = ['#14100e', '#1c1512', '#2a1d15', '#17120f'];
const LIGHT_EYES: readonly Colour[] = ['#4a6b60', '#4a7090', '#5d7a4a', '#6b5030', '#3d2a15'];
const DARK_EYES: readonly Colour[] = ['#22140e', '#2a170d', '#38230f'];
const CLOTHES: readonly Colour[] = [
  '#d9d2c5',
  '#c8963e',
  '#3f5573',
  '#6d7f6a',
  '#39424e',
  '#8c4a52',
  '#5b4a78',
  '#2f6f73',
];
const BACKDROPS: readonly { light: Colour; dark: Colour }[] = [
  { light: '#c9826a', dark: '#8a4a3c' },
  { light: '#7f9c93', dark: '#45635c' },
  { light: '#d8c08a', dark: '#a08548' },
  { light: '#8fa6bd', dark: '#4c6480' },
  { light: '#d9a79b', dark: '#a26a63' },
  { light: '#a9b79a', dark: '#6f8062' },
  { light: '#cfcac2', dark: '#8b857c' },
  { light: '#8a7f9c', dark: '#524a66' },
];
const LAMPS: readonly Colour[] = ['#fff1e2', '#fff8ef', '#f2f6ff', '#ffe3c2'];
const RIMS: readonly Colour[] = ['#20242a', '#5a3a28', '#7c1f2b'];

/** Styles by build: of the slight and of the broad half of the people. */
const STYLES: Record<'slight' | 'broad', readonly HairStyle[]> = {
  slight: ['long', 'topknot', 'short', 'long', 'headscarf', 'beanie'],
  broad: ['short', 'cropped', 'bald', 'short', 'cropped', 'beanie'],
};

/** Units that a manner may add to or take from. */
const MANNER_UNITS: readonly ActionUnit[] = [
  'innerBrowRaiser',
  'outerBrowRaiser',
  'browLowerer',
  'lidTightener',
  'cheekRaiser',
  'upperLipRaiser',
  'lipCornerDepressor',
  'dimpler',
  'lipStretcher',
  'lipPressor',
  'jawDrop',
];

const pick = <T>(rng: Rng, list: readonly T[]): T => list[integer(rng, list.length)]!;

/** Three units of the face that this person adds in an expression, or holds back. */
function drawManner(rng: Rng): ActionUnits {
  return Object.fromEntries(Array.from({ length: 3 }, () => [pick(rng, MANNER_UNITS), between(rng, -0.35, 0.45)]));
}

function drawActor(index: number): Actor {
  const seed = 2000 + index;
  const rng = createRng(seed);
  const build = index % 2 === 0 ? 'slight' : 'broad';
  const tone = (5 * index) % SKINS.length; // each tone equally often, and in either build
  const { exposure, ...skin } = SKINS[tone]!;
  const colour = pick(rng, tone >= DARK_SKIN ? DARK_HAIR : LIGHT_HAIR);
  const style = STYLES[build][Math.floor(index / 2) % 6]!;
  const slight = build === 'slight';
  const beard = slight ? 0 : pick(rng, [0, 0, 0.2, 0.35, 0.7]);
  const covered = style === 'beanie' || style === 'headscarf';
  return {
    id: `Actor ${String(index + 1).padStart(2, '0')}`,
    seed,
    identity: identity(seed + 500, [slight ? between(rng, 0.6, 1.4) : between(rng, -1.2, 0)], 0.8),
    skin: { ...skin, lipStrength: slight ? between(rng, 0.7, 0.9) : between(rng, 0.5, 0.7) },
    eyes: pick(rng, tone >= DARK_SKIN ? DARK_EYES : LIGHT_EYES),
    hair: {
      style,
      colour,
      brows: colour === '#8d8781' ? '#5c5650' : colour,
      browDensity: between(rng, 0.75, 1.1),
      beard,
    },
    ...(covered ? { headwear: pick(rng, CLOTHES) } : {}),
    ...(rng.uniform() < 0.25 ? { glasses: pick(rng, RIMS) } : {}),
    garment: {
      colour: pick(rng, CLOTHES),
      neck: style === 'headscarf' ? 'turtle' : pick(rng, ['crew', 'vee', 'turtle']),
    },
    backdrop: pick(rng, BACKDROPS),
    light: {
      azimuth: between(rng, 12, 62) * (rng.uniform() < 0.5 ? -1 : 1),
      elevation: between(rng, 12, 50),
      colour: pick(rng, LAMPS),
      key: exposure * between(rng, 2, 3),
      fill: exposure * between(rng, 0.6, 1.1),
    },
    framing: { distance: between(rng, 70, 80), lift: -0.4 },
    asymmetry: between(rng, 0.03, 0.2) * (rng.uniform() < 0.5 ? -1 : 1),
    expressivity: between(rng, 0.6, 1),
    manner: Object.fromEntries(EXPRESSIONS.map((name) => [name, drawManner(rng)])) as Actor['manner'],
    rest: { yaw: between(rng, -4, 4), pitch: between(rng, -4, 3), roll: between(rng, -3, 3) },
  };
}

export const PEOPLE: readonly Actor[] = Array.from({ length: PEOPLE_COUNT }, (_, index) => drawActor(index));

/**
 * Of every 18 people 10 are learned from, 3 are validated on and 5 are tested on: once and for all, and so that each
 * part has both builds and every shade of skin.
 */
export function splitOfActor(index: number): Split {
  const place = (7 * index) % 18;
  return place < 10 ? 'train' : place < 13 ? 'validation' : 'test';
}
