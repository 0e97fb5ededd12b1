/** A model that came by a link: what it says it is, and a yes or a no before anything happens. */

import { Button, Dialog } from '@radix-ui/themes';
import '../styles/share.css';
import { Notice } from '../parts/Notice.tsx';
import { useStore } from '../store.ts';
import { CardFacts } from './CardFacts.tsx';
import { endOffer, type Offer, openOffer, useOffer, whyNotOpen } from './offer.ts';

export function OfferDialog() {
  const open = useStore((state) => state.dialog === 'offer');
  const offer = useOffer((state) => state.offer);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && endOffer()}>
      <Dialog.Content maxWidth="520px" className="share">
        {offer.kind === 'model' && <Model offer={offer} />}
        {offer.kind === 'unreadable' && (
          <>
            <Dialog.Title>This link does not open</Dialog.Title>
            <Dialog.Description size="3">{offer.reason} Nothing of yours was changed.</Dialog.Description>
            <div className="dialog-actions">
              <Button onClick={endOffer}>Go on without it</Button>
            </div>
          </>
        )}
      </Dialog.Content>
    </Dialog.Root>
  );
}

function Model({ offer: { model, opening, problem } }: { offer: Extract<Offer, { kind: 'model' }> }) {
  const trainer = useStore((state) => state.trainer.kind);
  const stored = useStore((state) => state.storage.kind !== 'opening');
  const refusal = useStore(whyNotOpen);
  const ready = trainer === 'ready' && stored;
  return (
    <>
      <Dialog.Title>A model for you: “{model.card.name}”</Dialog.Title>
      <Dialog.Description size="3">
        It came whole in the link. Open it, and it answers beside the base model on the clip, your pictures or your
        camera.
      </Dialog.Description>
      <CardFacts card={model.card} />
      <p className="note">
        That is what the link says; nobody has checked it. It is kept with your models on this device; your classes,
        samples and models stay as they are. Nothing is sent to whoever made it.
      </p>
      {(problem ?? (ready ? refusal : null)) !== null && (
        <div role="alert">
          <Notice tone="bad">{problem ?? refusal}</Notice>
        </div>
      )}
      <div className="dialog-actions">
        <Button variant="soft" onClick={endOffer}>
          Not now
        </Button>
        <Button disabled={!ready || refusal !== null} loading={opening} onClick={() => void openOffer()}>
          {ready || trainer === 'failed' ? 'Open it' : 'Loading…'}
        </Button>
      </div>
    </>
  );
}
