/** Shares a model as a link or a file: exactly what is in it, what is not, and how others open it. */

import { Checkbox, TextField } from '@radix-ui/themes';
import { useEffect, useId, useMemo, useState } from 'react';
import '../styles/share.css';
import type { RunInfo } from '../../data/schema.ts';
import { LONGEST_NAME, type ModelCard } from '../../data/sharedModel.ts';
import { errorWords } from '../parts/errorWords.ts';
import { InfoDialog } from '../parts/InfoDialog.tsx';
import { Notice } from '../parts/Notice.tsx';
import { useStore } from '../store.ts';
import { CardFacts } from './CardFacts.tsx';
import { FilePart } from './FilePart.tsx';
import { LinkPart } from './LinkPart.tsx';
import { useSharing } from './shareRun.ts';
import { handOver, type Made, makeLink } from './sharing.ts';

export function ShareDialog() {
  const id = useSharing(({ run }) => run);
  const run = useStore((state) => state.runs.find((stored) => stored.id === id));
  return (
    <InfoDialog
      name="share"
      title={run ? `Share “${run.name}”` : 'Share'}
      maxWidth="560px"
      className="share"
      description="A link or a file holds the whole model. It opens without you, without a server and without an account."
    >
      {run && <Shared key={run.id} run={run} />}
    </InfoDialog>
  );
}

/** What answers beside the encoder. */
const partsOf = ({ affect }: ModelCard): string =>
  affect ? 'adapter, classifier and what reads valence and arousal' : 'adapter and classifier';

function Shared({ run }: { run: RunInfo }) {
  const open = useStore((state) => state.dialog === 'share');
  const [signed, setSigned] = useState(false);
  const [author, setAuthor] = useState('');
  const [made, setMade] = useState<Made | { problem: string } | null>(null);
  const tick = useId();
  const name = signed ? author : '';
  // Once, not with every letter of the name.
  const handedOver = useMemo(() => (open ? handOver(run) : null), [open, run]);
  useEffect(() => {
    if (!handedOver) return;
    let current = true;
    handedOver
      .then((handed) => makeLink(run, handed, name))
      .catch((thrown: unknown) => ({ problem: errorWords(thrown) }))
      .then((next) => {
        if (current) setMade(next);
      });
    return () => {
      current = false;
    };
  }, [handedOver, run, name]);
  if (!made) return <p role="status">Putting it together…</p>;
  if ('problem' in made) {
    return (
      <div role="alert">
        <Notice tone="bad">{made.problem}</Notice>
      </div>
    );
  }
  return (
    <>
      {made.fragment === null ? (
        <p className="share-large">
          This run changed the encoder itself: millions of numbers do not fit into a link. Save it as a file and send
          that.
        </p>
      ) : (
        <LinkPart fragment={made.fragment} title={run.name} />
      )}
      <FilePart run={run} card={made.card} />
      <h3 className="dialog-heading">What is in it</h3>
      <CardFacts card={made.card} />
      <p className="note">
        {made.fragment !== null && `In the link its ${partsOf(made.card)}, in eight bits a number. `}In the file its
        encoder, {partsOf(made.card)}. No picture, no face and no sample is in either.
      </p>
      <div className="share-name">
        <span>
          <Checkbox id={tick} checked={signed} onCheckedChange={(on) => setSigned(on === true)} />
          <label htmlFor={tick}>Put my name in it</label>
        </span>
        {signed && (
          <TextField.Root
            aria-label="Your name, for everybody who opens the link"
            placeholder="As others are to see it"
            maxLength={LONGEST_NAME}
            value={author}
            onChange={({ target }) => setAuthor(target.value)}
          />
        )}
      </div>
    </>
  );
}
