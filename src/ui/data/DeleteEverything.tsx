/** Deletes all that Mien keeps on the device: says what goes, does it, shows the proof, and starts the page anew. */

import { AlertDialog, Button } from '@radix-ui/themes';
import { useState } from 'react';
import type { Remains } from '../../data/wipe.ts';
import { toAppError } from '../../rpc/appError.ts';
import { count } from '../parts/words.ts';
import { useStore } from '../store.ts';
import { whyNotWipe, wipeDevice } from './wipeDevice.ts';

type Stage =
  | { kind: 'asking' }
  | { kind: 'deleting' }
  | { kind: 'gone'; left: Remains }
  | { kind: 'failed'; message: string };

export function DeleteEverything() {
  const reason = useStore(whyNotWipe);
  const [stage, setStage] = useState<Stage>({ kind: 'asking' });
  const [open, setOpen] = useState(false);
  const change = (next: boolean) => {
    if (stage.kind === 'deleting') return;
    // Nothing that this visit still remembers of it may come back: the page starts as on a first visit.
    if (!next && stage.kind === 'gone') location.reload();
    setStage({ kind: 'asking' });
    setOpen(next);
  };
  const wipe = async () => {
    setStage({ kind: 'deleting' });
    try {
      setStage({ kind: 'gone', left: await wipeDevice() });
    } catch (thrown) {
      setStage({ kind: 'failed', message: toAppError(thrown).message });
    }
  };
  return (
    <AlertDialog.Root open={open} onOpenChange={change}>
      <AlertDialog.Trigger>
        <Button size="1" variant="soft" color="red" disabled={reason !== null} {...(reason && { title: reason })}>
          Delete everything
        </Button>
      </AlertDialog.Trigger>
      <AlertDialog.Content maxWidth="460px">
        {stage.kind === 'gone' ? <Gone left={stage.left} /> : <Asking stage={stage} onConfirm={() => void wipe()} />}
      </AlertDialog.Content>
    </AlertDialog.Root>
  );
}

function Asking({ stage, onConfirm }: { stage: Exclude<Stage, { kind: 'gone' }>; onConfirm: () => void }) {
  const classes = useStore((state) => state.classes.length);
  const samples = useStore((state) => state.samples.length);
  const runs = useStore((state) => state.runs.length);
  return (
    <>
      <AlertDialog.Title>Delete everything?</AlertDialog.Title>
      <AlertDialog.Description>
        All that Mien keeps in this browser goes, and it cannot be undone. Nothing of it was ever sent anywhere, so no
        copy is left but what you exported.
      </AlertDialog.Description>
      <ul className="wipe-list">
        <li>{classes === 1 ? '1 class' : `${classes} classes`}, and the split</li>
        <li>{count(samples, 'sample')} with their pictures, deleted ones included</li>
        <li>{count(runs, 'trained model')}</li>
        <li>settings: theme, camera, backend, shortcuts</li>
      </ul>
      {stage.kind === 'failed' && <p role="alert">Not deleted. {stage.message}</p>}
      <div className="dialog-actions">
        <AlertDialog.Cancel>
          <Button variant="soft" disabled={stage.kind === 'deleting'}>
            Keep it
          </Button>
        </AlertDialog.Cancel>
        <Button color="red" loading={stage.kind === 'deleting'} onClick={onConfirm}>
          Delete everything
        </Button>
      </div>
    </>
  );
}

const STORES: { [Store in keyof Remains]: string } = {
  classes: 'Classes',
  samples: 'Samples',
  images: 'Pictures',
  embeddings: 'Embeddings',
  features: 'Views prepared for training',
  runs: 'Training runs',
  checkpoints: 'Checkpoints',
  tensors: 'Weights of checkpoints',
  settings: 'Settings and split',
};

function Gone({ left }: { left: Remains }) {
  return (
    <>
      <AlertDialog.Title>Everything is deleted</AlertDialog.Title>
      <AlertDialog.Description>A fresh count of what is stored on this device:</AlertDialog.Description>
      <dl className="wipe-proof">
        {(Object.keys(STORES) as (keyof Remains)[]).map((store) => (
          <div key={store}>
            <dt>{STORES[store]}</dt>
            <dd>{left[store]}</dd>
          </div>
        ))}
      </dl>
      <div className="dialog-actions">
        <AlertDialog.Cancel>
          <Button>Start anew</Button>
        </AlertDialog.Cancel>
      </div>
    </>
  );
}
