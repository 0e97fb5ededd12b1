/** Shares a model as a link: exactly what is in it, what is not, and where others can open it. */

import { Button, Checkbox, TextField } from '@radix-ui/themes';
import { Check, Copy, Share2 } from 'lucide-react';
import { useEffect, useId, useMemo, useState } from 'react';
import '../styles/share.css';
import type { RunInfo } from '../../data/schema.ts';
import { LONGEST_NAME } from '../../data/sharedModel.ts';
import { errorWords } from '../parts/errorWords.ts';
import { InfoDialog } from '../parts/InfoDialog.tsx';
import { Notice } from '../parts/Notice.tsx';
import { useStore } from '../store.ts';
import { CardFacts } from './CardFacts.tsx';
import { isLocal, linkTo, publicAddress } from './publicAddress.ts';
import { handOver, type Made, makeLink, useSharing } from './sharing.ts';

export function ShareDialog() {
  const id = useSharing(({ run }) => run);
  const run = useStore((state) => state.runs.find((stored) => stored.id === id));
  return (
    <InfoDialog
      name="share"
      title={run ? `Share “${run.name}”` : 'Share'}
      maxWidth="560px"
      className="share"
      description="The whole model is in the link, after its #, which browsers send to no server. It opens without you and without an account."
    >
      {run && <LinkOf key={run.id} run={run} />}
    </InfoDialog>
  );
}

function LinkOf({ run }: { run: RunInfo }) {
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
  if (!made) return <p role="status">Making the link…</p>;
  if ('problem' in made) {
    return (
      <div role="alert">
        <Notice tone="bad">{made.problem}</Notice>
      </div>
    );
  }
  return (
    <>
      <Address fragment={made.fragment} title={run.name} />
      <h3 className="dialog-heading">What is in it</h3>
      <CardFacts card={made.card} />
      <p className="note">
        And its adapter and classifier, in eight bits a number. No picture, no face and no sample is in it
        {made.affect && ', and what it reads of valence and arousal has no room'}.
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

/** The link and the ways to send it; first, where this page is only on the own device, the address of a copy for others. */
function Address({ fragment, title }: { fragment: string; title: string }) {
  const here = new URL(location.href);
  const local = isLocal(here);
  const [typed, setTyped] = useState('');
  const field = useId();
  const page = local ? publicAddress(typed) : here;
  const link = page && linkTo(page, fragment);
  return (
    <>
      {local && (
        <div className="share-address">
          <label htmlFor={field}>
            Nobody else can open this page at {here.host}. Where is Mien hosted, for those who will get the link?
          </label>
          <TextField.Root
            id={field}
            type="url"
            placeholder="https://example.org/mien/"
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
          {typed !== '' && !page && <p className="note">That is no address that others can open.</p>}
        </div>
      )}
      <div className="share-link">
        <TextField.Root
          readOnly
          aria-label="Link"
          value={link ?? ''}
          disabled={!link}
          onFocus={({ target }) => target.select()}
        />
        <CopyButton link={link} />
        {'share' in navigator && (
          <Button
            variant="soft"
            disabled={!link}
            // Refused or thought better of: the link is still there.
            onClick={() => void navigator.share({ title: `Mien: ${title}`, url: link ?? '' }).catch(() => {})}
          >
            <Share2 size={15} aria-hidden="true" />
            Send…
          </Button>
        )}
      </div>
      {link && (
        <p className="note">{link.length.toLocaleString('en')} characters; some messengers cut links that long.</p>
      )}
    </>
  );
}

function CopyButton({ link }: { link: string | null }) {
  const [copied, setCopied] = useState<string | null>(null);
  const done = copied !== null && copied === link;
  const copy = async () => {
    if (!link) return;
    try {
      await navigator.clipboard.writeText(link);
    } catch {
      // Not allowed here: the user’s own copy of what is selected always is.
      document.querySelector<HTMLInputElement>('.share-link input')?.select();
      return;
    }
    setCopied(link);
  };
  return (
    <Button disabled={!link} onClick={() => void copy()}>
      {done ? <Check size={15} aria-hidden="true" /> : <Copy size={15} aria-hidden="true" />}
      <span aria-live="polite">{done ? 'Copied' : 'Copy'}</span>
    </Button>
  );
}
