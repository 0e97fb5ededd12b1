/** Which of the faces on the stage is meant: the one that the user picked, else the largest. Pure; knows no page. */

/** `picked`: by the user. */
export type Choice = { chosen: number | null; picked: boolean };

type Choosable = { id: number; area: number };

/** A picked face may be out of sight for so long, ms: the tracker gives a face that comes back the same id. */
export const PICK_KEPT_MS = 1500;

/** A face that nobody picked gives way only to one this much larger: two of a size must not take turns. */
const CLEARLY_LARGER = 1.5;

/** The choice after a frame with these faces. @param unseen for how long the chosen face has not been there, ms */
export function nextChoice(choice: Choice, faces: Choosable[], unseen: number): Choice {
  const { chosen, picked } = choice;
  const current = faces.find(({ id }) => id === chosen);
  if (picked && (current || unseen <= PICK_KEPT_MS)) return choice;
  const largest = largestOf(faces);
  if (!largest) return { chosen, picked: false };
  return { chosen: current && largest.area < CLEARLY_LARGER * current.area ? chosen : largest.id, picked: false };
}

/** The face that is meant; none while a picked one is out of sight, because another would be taken for it. */
export function selectedFace<F extends Choosable>(faces: F[], { chosen, picked }: Choice): F | undefined {
  return faces.find(({ id }) => id === chosen) ?? (picked ? undefined : largestOf(faces));
}

function largestOf<F extends Choosable>(faces: F[]): F | undefined {
  return faces.reduce<F | undefined>((best, face) => (best && best.area >= face.area ? best : face), undefined);
}
