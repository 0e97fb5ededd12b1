/** The people that were found in imported films, each with a picture: named, joined with another one, or taken out. */

import { Button, Dialog, Select } from '@radix-ui/themes';
import { useState } from 'react';
import type { FilmPerson, FilmSummary } from '../../vision/protocol.ts';
import { NameInput } from '../data/NameInput.tsx';
import { perform } from '../library.ts';
import { SamplePicture } from '../parts/SamplePicture.tsx';
import { count } from '../parts/words.ts';
import { announce } from '../store.ts';
import { tileWords } from './filmWords.ts';
import { namingDone, showNaming } from './importState.ts';
import { type Answer, type Answers, filmsAfter, nameAfter, namingChange, sameChoices } from './naming.ts';

/** Select values that are nobody's name. */
const SELF = 'self';
const NOBODY = 'nobody';
const SAME = 'same ';

export function NamePeople({ films }: { films: FilmSummary[] }) {
  const [answers, setAnswers] = useState<Answers>(new Map());
  const answer = (person: string, given: Answer) => setAnswers(new Map(answers).set(person, given));
  const save = () => {
    const people = films.flatMap((film) => film.people.map(({ person }) => person));
    const named = people.filter((person) => nameAfter(person, answers) !== person).length;
    if (named > 0 && !perform('name the people', (now) => namingChange(now, films, answers))) return;
    announce(`${count(named, 'name')} changed.`);
    namingDone((all) => filmsAfter(all, answers));
  };
  return (
    <form
      className="naming"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Dialog.Title>Who is who?</Dialog.Title>
      <p>
        Each face was followed through the whole film. Name the people here, so that nobody is in both training and
        test; two rows that show one person can be joined.
      </p>
      <div className="naming-films">
        {films.map((film) => (
          <section key={film.path} aria-label={film.path}>
            <h3 className="dialog-heading">{film.path}</h3>
            <ul>
              {film.people.map((one) => (
                <Row key={one.person} one={one} film={film} answers={answers} onAnswer={answer} />
              ))}
            </ul>
          </section>
        ))}
      </div>
      <div className="dialog-actions">
        <Button type="button" variant="soft" onClick={() => showNaming(null)}>
          Later
        </Button>
        <Button type="submit">Save names</Button>
      </div>
    </form>
  );
}

type RowProps = {
  one: FilmPerson;
  film: FilmSummary;
  answers: Answers;
  onAnswer: (person: string, answer: Answer) => void;
};

function Row({ one, film, answers, onAnswer }: RowProps) {
  const { person, faces, tile, portrait } = one;
  const given = answers.get(person) ?? { kind: 'named', name: person };
  const choices = sameChoices(person, film, answers);
  const choose = (value: string) => {
    if (value === NOBODY) onAnswer(person, { kind: 'nobody' });
    else if (value === SELF) onAnswer(person, { kind: 'named', name: person });
    else onAnswer(person, { kind: 'same', as: value.slice(SAME.length) });
  };
  return (
    <li className="naming-row" data-kind={given.kind}>
      <SamplePicture id={portrait} alt="" size={56} />
      <div className="naming-name">
        <NameInput
          what="person"
          label={`Name of ${person}`}
          value={given.kind === 'named' ? given.name : (nameAfter(person, answers) ?? person)}
          disabled={given.kind !== 'named'}
          onChange={(name) => onAnswer(person, { kind: 'named', name })}
        />
        <span className="note">{[count(faces, 'face'), tileWords(tile, film.grid)].filter(Boolean).join(', ')}</span>
      </div>
      <Select.Root
        value={given.kind === 'same' ? SAME + given.as : given.kind === 'nobody' ? NOBODY : SELF}
        onValueChange={choose}
      >
        <Select.Trigger aria-label={`Who ${person} is`} />
        <Select.Content position="popper">
          <Select.Item value={SELF}>A person</Select.Item>
          {choices.map((other) => (
            <Select.Item key={other} value={SAME + other}>
              Same as {nameAfter(other, answers)}
            </Select.Item>
          ))}
          <Select.Item value={NOBODY}>No face: take out</Select.Item>
        </Select.Content>
      </Select.Root>
    </li>
  );
}
