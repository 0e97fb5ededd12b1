/** A model that came by a link or a file: what it says it is, and a yes or a no before anything happens. */

import { Button, Dialog } from '@radix-ui/themes';
import type { ReactNode } from 'react';
import '../styles/share.css';
import { Notice } from '../parts/Notice.tsx';
import { useStore } from '../store.ts';
import { CardFacts } from './CardFacts.tsx';
import { endOffer, type Offer, openOffer, useOffer, type Way, whyNotOpen } from './offer.ts';

export function OfferDialog() {
  const open = useStore((state) => state.dialog === 'offer');
  const offer = useOffer((state) => state.offer);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && endOffer()}>
      <Dialog.Content maxWidth="520px" className="share">
        {offer.kind === 'model' && <Model offer={offer} />}
        {offer.kind === 'reading' && (
          <>
            <Dialog.Title>Reading “{offer.file.name}”</Dialog.Title>
            <Dialog.Description size="3">
              Every number of it is looked at before anything is offered.
            </Dialog.Description>
            <Actions>
              <Button variant="soft" onClick={endOffer}>
                Stop
              </Button>
            </Actions>
          </>
        )}
        {offer.kind === 'unreadable' && (
          <>
            <Dialog.Title>This {offer.way} does not open</Dialog.Title>
            <Dialog.Description size="3">{offer.reason} Nothing of yours was changed.</Dialog.Description>
            <Actions>
              <Button onClick={endOffer}>Go on without it</Button>
            </Actions>
          </>
        )}
      </Dialog.Content>
    </Dialog.Root>
  );
}

const Actions = ({ children }: { children: ReactNode }) => <div className="dialog-actions">{children}</div>;

/** What a model came in. */
const WHOLE: { [W in Way]: string } = { link: 'It came whole in the link.', file: 'It is whole in the file.' };

function Model({ offer: { way, card, opening, problem } }: { offer: Extract<Offer, { kind: 'model' }> }) {
  const trainer = useStore((state) => state.trainer.kind);
  const stored = useStore((state) => state.storage.kind !== 'opening');
  const refusal = useStore(whyNotOpen);
  const ready = trainer === 'ready' && stored;
  return (
    <>
      <Dialog.Title>A model for you: “{card.name}”</Dialog.Title>
      <Dialog.Description size="3">
        {WHOLE[way]} Open it, and it answers beside the base model on the clip, your pictures or your camera.
      </Dialog.Description>
      <CardFacts card={card} />
      <p className="note">
        That is what the {way} says; nobody has checked it. It is kept with your models on this device; your classes,
        samples and models stay as they are. Nothing is sent to whoever made it.
      </p>
      {(problem ?? (ready ? refusal : null)) !== null && (
        <div role="alert">
          <Notice tone="bad">{problem ?? refusal}</Notice>
        </div>
      )}
      <Actions>
        <Button variant="soft" onClick={endOffer}>
          Not now
        </Button>
        <Button disabled={!ready || refusal !== null} loading={opening} onClick={() => void openOffer()}>
          {ready || trainer === 'failed' ? 'Open it' : 'Loading…'}
        </Button>
      </Actions>
    </>
  );
}
