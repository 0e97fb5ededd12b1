/** Names the people of a film, for the user to name better, and says which sample shows whom. Pure. */

import { nameOf } from '../../data/fileKind.ts';
import type { Sample } from '../../data/schema.ts';
import type { Cast } from '../film/cast.ts';
import type { FilmPerson, FilmSummary } from '../protocol.ts';

/** A face of the film, and who it was said to be where it was stored before this import. */
export type Seen = Pick<Sample, 'id' | 'track' | 'yaw' | 'pitch'> & { clip: string; storedAs: string | null };

export type Named = { changes: Map<string, Pick<Sample, 'person' | 'track' | 'tile'>>; film: FilmSummary };

/**
 * @param said who is shown, as far as that was said; `sure`: by the files themselves, so that nobody else is
 * @param taken names of people that are not of this film
 */
export function nameCast(
  path: string,
  seen: readonly Seen[],
  { grid, trackOf, tileOf }: Cast,
  said: { person: string; sure: boolean },
  taken: ReadonlySet<string>,
): Named {
  const tileOfTrack = (track: number) => tileOf.get(track) ?? null;
  const groups = new Map<number, Seen[]>();
  for (const face of seen) {
    const track = trackOf.get(face.track) ?? face.track;
    groups.set(track, [...(groups.get(track) ?? []), face]);
  }
  const ordered = [...groups].sort(([a], [b]) => (tileOfTrack(a) ?? 0) - (tileOfTrack(b) ?? 0) || a - b);
  const names =
    ordered.length === 1 || said.sure ? ordered.map(() => said.person) : namesOf(path, ordered, said.person, taken);

  const changes: Named['changes'] = new Map();
  const people: FilmPerson[] = [];
  for (const [i, [track, faces]] of ordered.entries()) {
    const person = names[i] ?? said.person;
    const tile = tileOfTrack(track);
    const fresh = faces.filter(({ storedAs }) => storedAs === null);
    for (const { id } of fresh) changes.set(id, { person, track, tile });
    const known = people.find((one) => one.person === person);
    if (known) known.faces += faces.length;
    else people.push({ person, tile, faces: faces.length, portrait: frontal(faces).id });
  }
  const clips = new Set(seen.map(({ clip }) => clip)).size;
  return { changes, film: { path, grid, clips, people } };
}

/** “holiday 1”, “holiday 2”, …; a name that one of them alone was stored under goes on. */
function namesOf(
  path: string,
  ordered: readonly [number, Seen[]][],
  unsaid: string,
  taken: ReadonlySet<string>,
): string[] {
  const film = nameOf(path).replace(/\.\w+$/, '');
  const free = (base: string) => ordered.every((_, i) => !taken.has(`${base} ${i + 1}`));
  let base = film;
  for (let n = 2; !free(base); n++) base = `${film} (${n})`;
  const stored = ordered.map(([, faces]) => new Set(faces.flatMap(({ storedAs }) => storedAs ?? [])));
  return ordered.map((_, i) => {
    const [only, ...more] = stored[i] ?? [];
    const others = stored.some((names, j) => j !== i && names.has(only ?? ''));
    return only && more.length === 0 && !others && only !== unsaid ? only : `${base} ${i + 1}`;
  });
}

/** The face that is turned the least. */
function frontal(faces: readonly Seen[]): Seen {
  const turn = ({ yaw, pitch }: Seen) => Math.abs(yaw ?? 90) + Math.abs(pitch ?? 90);
  return faces.reduce((best, face) => (turn(face) < turn(best) ? face : best));
}
