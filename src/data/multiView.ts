/**
 * Reads person, expression and angle out of paths that say them: KDEF's file names and `person/expression/angle.jpg`.
 * Pure: knows no picture.
 */

import { kindOf, nameOf, placeOf } from './fileKind.ts';
import { grouped } from './grouped.ts';

/** What a path says of its picture. */
export type View = {
  person: string;
  /** Name of the class. */
  expression: string;
  /** Which of the set's sittings; null where there is one only. */
  session: string | null;
  /** Degrees as vision/protocol.ts has them: above 0 the face turns to the image's right. */
  yaw: number;
};

/** Path → what it says; paths that say nothing are absent. */
export type Views = ReadonlyMap<string, View>;

/** Session, gender and person, expression, angle: `AF01ANFL.JPG` (Lundqvist, Flykt and Öhman 1998, kdef.se). */
const KDEF = /^([AB])([FM]\d\d)(AF|AN|DI|HA|NE|SA|SU)(FL|HL|S|HR|FR)\.\w+$/i;

/** By the names of the base model's classes, which they join. */
const EXPRESSIONS: Record<string, string> = {
  AF: 'fear',
  AN: 'anger',
  DI: 'disgust',
  HA: 'happiness',
  NE: 'neutral',
  SA: 'sadness',
  SU: 'surprise',
};

/**
 * KDEF names the side that is seen: in the full left profile (FL) the camera sees the left cheek, so the nose points to
 * the image's left, which is a yaw below 0. Words in trees are read the same way.
 */
const SIDES: Record<string, number> = { FL: -90, HL: -45, S: 0, HR: 45, FR: 90 };
const WORDS: Record<string, number> = { left: -90, 'half left': -45, straight: 0, 'half right': 45, right: 90 };

/** Numbers that are angles are round; those that count pictures are not all. Degrees. */
const ROUND = 5;

export function viewsOf(paths: readonly string[]): Views {
  const views = new Map<string, View>();
  for (const path of paths) {
    const view = kdefView(nameOf(path));
    if (view) views.set(path, view);
  }
  const rest = paths.filter((path) => !views.has(path));
  for (const tree of grouped(rest, treeOf)) {
    for (const [path, view] of treeViews(tree)) views.set(path, view);
  }
  return views;
}

/** From here on an angle has a side, degrees: of fewer the measurement cannot be sure. */
const SIDED = 20;

/**
 * The named angle on the side to which the picture's face is seen to turn: sets disagree about what left is and which
 * sign it has, and a measured side is right where the turn is clear.
 * @param named degrees
 * @param measured degrees; null where no face was measured
 */
export function seenYaw(named: number, measured: number | null): number {
  const clear = measured !== null && Math.abs(measured) >= SIDED && Math.abs(named) >= SIDED;
  return clear ? Math.sign(measured) * Math.abs(named) : named;
}

/** What was recognised in all, for a sentence. Angles rise. */
export type ViewCounts = { pictures: number; people: number; expressions: number; angles: number[]; moments: number };

export function countViews(views: Views): ViewCounts {
  const all = [...views.values()];
  const distinct = (keyOf: (view: View) => string) => new Set(all.map(keyOf)).size;
  return {
    pictures: all.length,
    people: distinct(({ person }) => person),
    expressions: distinct(({ expression }) => expression.toLowerCase()),
    angles: [...new Set(all.map(({ yaw }) => yaw))].sort((a, b) => a - b),
    moments: distinct((view) => momentOf(view, view.session ?? '')),
  };
}

/** The name of what all views of one person's one expression in one sitting share. */
export const momentOf = ({ person, expression }: Pick<View, 'person' | 'expression'>, session: string): string =>
  [session, person, expression].filter(Boolean).join(', ');

function kdefView(name: string): View | null {
  const [, session, person, expression, side] = KDEF.exec(name.toUpperCase()) ?? [];
  if (!session || !person || !expression || !side) return null;
  return { session, person, expression: EXPRESSIONS[expression] ?? expression, yaw: SIDES[side] ?? 0 };
}

/** What lies above person and expression. */
const treeOf = (path: string): string => placeOf(placeOf(placeOf(path)));

/**
 * A tree is read only where every picture in it has an angle for a name, and an expression is seen from several: folders
 * of numbered pictures (`Ada/Smile/1.jpg`, `2.jpg`, …) are no angles.
 */
function treeViews(paths: readonly string[]): [string, View][] {
  const views = paths.map((path) => {
    const expression = placeOf(path);
    const person = nameOf(placeOf(expression));
    return { path, person, expression: nameOf(expression), yaw: angleOf(nameOf(path)) };
  });
  const several = grouped(views, ({ path }) => placeOf(path)).some(
    (group) => new Set(group.map(({ yaw }) => yaw)).size > 1,
  );
  return several && views.every(isView) ? views.map(({ path, ...view }) => [path, { ...view, session: null }]) : [];
}

/** A zip's own name is nobody's. */
const isView = <V extends { person: string; yaw: number | null }>(view: V): view is V & { yaw: number } =>
  view.person !== '' && kindOf(view.person) !== 'zip' && view.yaw !== null;

/** Degrees, or null where the name is no angle. */
function angleOf(name: string): number | null {
  const word = name
    .replace(/\.\w+$/, '')
    .toLowerCase()
    .replace(/[\s_-]+(?=[a-z])/g, ' ')
    .trim();
  if (Object.hasOwn(WORDS, word)) return WORDS[word] ?? null;
  const angle = /^[+\-−]?\d{1,2}$/.test(word) ? Number(word.replace('−', '-')) : Number.NaN;
  return Math.abs(angle) <= 90 && angle % ROUND === 0 ? angle + 0 : null;
}
