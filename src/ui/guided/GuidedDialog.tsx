/** Guided capture: a choice of four recordings that the methods need, and the one that was chosen. */

import { Dialog, IconButton } from '@radix-ui/themes';
import { ArrowLeft, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import '../styles/guided.css';
import { setState, useStore } from '../store.ts';
import { CAPTURES, type Capture } from './captures.tsx';
import { sslferMissing } from './missing.ts';
import { stopCapture } from './stopKey.ts';

export function GuidedDialog() {
  const open = useStore((state) => state.dialog === 'guided');
  const [chosen, choose] = useState<Capture | null>(null);
  const opener = useRef<Element | null>(null);
  useEffect(() => {
    if (!open) choose(null);
  }, [open]);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && setState({ dialog: null })}>
      <Dialog.Content
        maxWidth={chosen ? '1040px' : '640px'}
        className="guided"
        {...(chosen && { 'aria-describedby': undefined })}
        onOpenAutoFocus={(event) => {
          event.preventDefault();
          opener.current = document.activeElement;
          (event.currentTarget as HTMLElement).focus({ preventScroll: true });
        }}
        // Radix gives the focus back to a trigger of its own only.
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          if (opener.current instanceof HTMLElement) opener.current.focus();
        }}
        onEscapeKeyDown={(event) => {
          if (stopCapture()) event.preventDefault();
        }}
        // A slip beside the dialog must not end a recording.
        onInteractOutside={(event) => event.preventDefault()}
      >
        <div className="guided-head">
          {chosen && (
            <IconButton variant="soft" aria-label="All guided captures" onClick={() => choose(null)}>
              <ArrowLeft size={18} />
            </IconButton>
          )}
          <Dialog.Title size="5" mb="0">
            {chosen?.title ?? 'Guided capture'}
          </Dialog.Title>
          <Dialog.Close>
            <IconButton className="guided-close" variant="ghost" aria-label="Close">
              <X size={18} />
            </IconButton>
          </Dialog.Close>
        </div>
        {chosen ? chosen.content : <Choice onChoose={choose} />}
      </Dialog.Content>
    </Dialog.Root>
  );
}

function Choice({ onChoose }: { onChoose: (capture: Capture) => void }) {
  const samples = useStore((state) => state.samples);
  return (
    <>
      <Dialog.Description size="2">
        Four ways to record what the contrastive methods learn from. Everything stays on this device.
      </Dialog.Description>
      <ul className="choice-list">
        {CAPTURES.map((capture) => (
          <li key={capture.id}>
            <button type="button" className="guided-card" onClick={() => onChoose(capture)}>
              <capture.icon size={22} aria-hidden="true" />
              <span>
                <strong>{capture.title}</strong>
                <span>{capture.does}</span>
                <span className="note">{capture.missing(samples)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p className="note">{sslferMissing(samples)} Hold a class’s button in Teach, or import a video.</p>
    </>
  );
}
