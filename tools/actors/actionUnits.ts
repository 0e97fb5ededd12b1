/**
 * Facial action units as weights of the head's shapes, and expressions as sets of action units.
 * Units after Ekman & Friesen, Facial Action Coding System (1978, 2002); prototypes after its EMFACS dictionary.
 * Knows no time and no person.
 */

import { MIDDLE_SHAPES, type MiddleShape, type ShapeWeights, type SidedShape } from './head.ts';

export const EXPRESSIONS = ['happiness', 'surprise', 'sadness', 'anger', 'disgust', 'fear', 'contempt'] as const;
export type Expression = (typeof EXPRESSIONS)[number];

/** Shapes that one fully contracted unit moves; sided shapes move on both sides. */
export const ACTION_UNITS = {
  innerBrowRaiser: { browInnerUp: 1 }, // AU1
  outerBrowRaiser: { browOuterUp: 1 }, // AU2
  browLowerer: { browDown: 1 }, // AU4
  upperLidRaiser: { eyeWide: 1 }, // AU5
  cheekRaiser: { cheekSquint: 0.7, cheekRaiser: 0.6 }, // AU6
  lidTightener: { eyeSquint: 1 }, // AU7
  noseWrinkler: { noseSneer: 1 }, // AU9
  upperLipRaiser: { mouthUpperUp: 1 }, // AU10
  lipCornerPuller: { mouthSmile: 1 }, // AU12
  dimpler: { mouthDimple: 1 }, // AU14
  lipCornerDepressor: { mouthFrown: 1 }, // AU15
  lowerLipDepressor: { mouthLowerDown: 1 }, // AU16
  chinRaiser: { mouthShrugLower: 1, mouthShrugUpper: 0.6 }, // AU17
  lipStretcher: { mouthStretch: 1 }, // AU20
  lipFunneler: { mouthFunnel: 1 }, // AU22
  lipPressor: { mouthPress: 1, mouthRollLower: 0.25, mouthRollUpper: 0.25 }, // AU24
  jawDrop: { jawOpen: 1 }, // AU26, AU27
  lidDrop: { eyeBlink: 1 }, // AU43, AU45
} as const satisfies Record<string, Partial<Record<SidedShape | MiddleShape, number>>>;

export type ActionUnit = keyof typeof ACTION_UNITS;
export type ActionUnits = Partial<Record<ActionUnit, number>>;

/**
 * Apex of each expression. Where EMFACS allows variants, the one is taken that FER2013's photographs show most: anger
 * bares its teeth, disgust shuts its eyes. Above 1 a unit is contracted beyond the sculpted extreme.
 */
export const PROTOTYPES: Record<Expression, ActionUnits> = {
  happiness: { cheekRaiser: 0.9, lipCornerPuller: 0.95, upperLipRaiser: 0.35, lowerLipDepressor: 0.2, jawDrop: 0.12 },
  surprise: { innerBrowRaiser: 1, outerBrowRaiser: 1, upperLidRaiser: 1, jawDrop: 0.75, lipFunneler: 0.25 },
  sadness: { innerBrowRaiser: 1.2, browLowerer: 0.5, lipCornerDepressor: 1.2, chinRaiser: 0.7, lidDrop: 0.25 },
  anger: {
    browLowerer: 1.3,
    upperLidRaiser: 0.2,
    lidTightener: 0.6,
    noseWrinkler: 0.75,
    upperLipRaiser: 0.65,
    lowerLipDepressor: 1.2,
    lipCornerDepressor: 0.4,
    jawDrop: 0.15,
  },
  disgust: {
    innerBrowRaiser: 0.4,
    browLowerer: 0.15,
    cheekRaiser: 1,
    lidTightener: 1,
    lidDrop: 0.32,
    noseWrinkler: 1.1,
    upperLipRaiser: 0.7,
    lipCornerDepressor: 1.1,
    chinRaiser: 1.1,
  },
  fear: {
    innerBrowRaiser: 1.3,
    outerBrowRaiser: 0.2,
    browLowerer: 0.8,
    upperLidRaiser: 1.3,
    lipStretcher: 1.2,
    lowerLipDepressor: 0.9,
    lipCornerDepressor: 0.5,
    jawDrop: 0.25,
  },
  contempt: { lipCornerPuller: 0.45, dimpler: 1, lipPressor: 0.4, lidDrop: 0.2, outerBrowRaiser: 0.25 },
};

/** The sculpted neutral face stares and sulks a little: what an actor at rest adds to it. */
export const AT_REST: ActionUnits = { lidDrop: 0.1, lipCornerPuller: 0.1 };

/** Share by which one side of the face outdoes the other: contempt is the one-sided expression. */
const ONE_SIDED: Partial<Record<Expression, number>> = { contempt: 0.8 };

/** @param asymmetry the person's own: it also says which side a one-sided expression is on */
export function sidednessOf(expression: Expression, asymmetry: number): number {
  const share = ONE_SIDED[expression];
  return share === undefined ? asymmetry : Math.sign(asymmetry) * share;
}

/** Valence and arousal of each apex in [-1, 1], placed on the circumplex of Russell (1980); neutral is (0, 0). */
export const CIRCUMPLEX: Record<Expression, readonly [valence: number, arousal: number]> = {
  happiness: [0.8, 0.5],
  surprise: [0.2, 0.8],
  sadness: [-0.7, -0.4],
  anger: [-0.6, 0.7],
  disgust: [-0.7, 0.3],
  fear: [-0.6, 0.8],
  contempt: [-0.5, 0.2],
};

/** The rule above in words, for data cards. */
export const AFFECT_RULE = `Valence and arousal in [-1, 1] are those of the apex on the circumplex of Russell (1980), times intensity: ${[
  ...EXPRESSIONS.map((expression) => `${expression} ${CIRCUMPLEX[expression].join(', ')}`),
  'neutral 0, 0',
].join('; ')}.`;

/** Units of several sources together, each with its share. */
export function mixUnits(...parts: (readonly [source: ActionUnits, share: number])[]): ActionUnits {
  const units: ActionUnits = {};
  for (const [source, share] of parts) {
    for (const [unit, strength] of Object.entries(source) as [ActionUnit, number][]) {
      units[unit] = (units[unit] ?? 0) + strength * share;
    }
  }
  return units;
}

const isMiddle = (name: string): name is MiddleShape => (MIDDLE_SHAPES as readonly string[]).includes(name);

/** How far beyond its sculpted extreme a shape may go before it tears. */
const LIMIT = 1.3;

/**
 * Shape weights of contracted units; weights of the same shape add up to at most LIMIT.
 * @param asymmetry share in [-1, 1] by which the left side outdoes the right
 */
export function shapesOf(units: ActionUnits, asymmetry = 0): ShapeWeights {
  const weights: ShapeWeights = {};
  const add = (shape: keyof ShapeWeights, weight: number) => {
    weights[shape] = Math.min(LIMIT, Math.max(0, (weights[shape] ?? 0) + weight));
  };
  for (const [unit, strength] of Object.entries(units) as [ActionUnit, number][]) {
    for (const [name, share] of Object.entries(ACTION_UNITS[unit])) {
      if (isMiddle(name)) add(name, share * strength);
      else {
        add(`${name as SidedShape}_L`, share * strength * (1 + asymmetry));
        add(`${name as SidedShape}_R`, share * strength * (1 - asymmetry));
      }
    }
  }
  return weights;
}
