/** What the user says of the people that were found in a film, as one change of the collection. Pure. */

import { type Change, type Collection, composed } from '../../data/change.ts';
import { removeSamples, renameAll } from '../../data/edits.ts';
import type { FilmPerson, FilmSummary } from '../../vision/protocol.ts';

/** Somebody with a name, somebody who is another person of the film, or no face at all. */
export type Answer = { kind: 'named'; name: string } | { kind: 'same'; as: string } | { kind: 'nobody' };

/** By the name that a person was imported under; who is absent keeps it. */
export type Answers = ReadonlyMap<string, Answer>;

/** Films in which several people were found: one alone has the name that was given before. */
export const filmsToName = (films: readonly FilmSummary[]): FilmSummary[] =>
  films.filter(({ people }) => people.length > 1);

/** The name that a person ends up with; null where it is no face. */
export function nameAfter(person: string, answers: Answers): string | null {
  const answer = answers.get(person);
  if (answer?.kind === 'nobody') return null;
  if (answer?.kind === 'same') return nameAfter(answer.as, answers);
  return answer?.name.trim() || person;
}

/** Who somebody may be the same as: others of the film who stand for themselves; nobody, once others are the same as they. */
export function sameChoices(person: string, { people }: FilmSummary, answers: Answers): string[] {
  const standsFor = [...answers.values()].some((answer) => answer.kind === 'same' && answer.as === person);
  if (standsFor) return [];
  return people.flatMap((other) =>
    other.person !== person && (answers.get(other.person)?.kind ?? 'named') === 'named' ? [other.person] : [],
  );
}

/** @throws `bad-input` where it would move faces into or out of a locked test set */
export function namingChange(collection: Collection, films: readonly FilmSummary[], answers: Answers): Change {
  const names = new Map<string, string>();
  const gone = new Set<string>();
  for (const { path, people } of films) {
    const nobody = new Set<string>();
    for (const { person } of people) {
      const name = nameAfter(person, answers);
      if (name === null) nobody.add(person);
      else if (name !== person) names.set(person, name);
    }
    for (const { id, file, person } of collection.samples) if (file === path && nobody.has(person)) gone.add(id);
  }
  return composed(renameAll(collection, 'person', names), removeSamples(collection, gone));
}

/** The films with their people as they are called and joined after that, the one with more faces for the picture. */
export const filmsAfter = (films: readonly FilmSummary[], answers: Answers): FilmSummary[] =>
  films.map((film) => {
    const people = new Map<string, FilmPerson>();
    for (const one of film.people) {
      const person = nameAfter(one.person, answers);
      if (person === null) continue;
      const known = people.get(person);
      const faces = one.faces + (known?.faces ?? 0);
      people.set(person, { ...(known && known.faces >= one.faces ? known : one), person, faces });
    }
    return { ...film, people: [...people.values()] };
  });
