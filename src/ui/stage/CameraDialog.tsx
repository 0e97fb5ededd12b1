/** Explains what the camera is used for before the browser asks, and what to do when it is refused. */

import { Button, Dialog, Spinner } from '@radix-ui/themes';
import { EyeOff, HardDriveDownload, ToggleLeft } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Notice } from '../parts/Notice.tsx';
import { openCamera } from '../sources/camera.ts';
import type { CameraProblem } from '../sources/cameraErrors.ts';
import { setState, useStore } from '../store.ts';

type Stage = { kind: 'intro' } | { kind: 'asking' } | { kind: 'problem'; problem: CameraProblem };

type Props = {
  /** What becomes of what is read, in a sentence. */
  keeping?: string;
  /** Said yes to before: then the browser alone is asked. */
  agreed?: boolean;
  onProblem?: (problem: CameraProblem) => void;
};

export function CameraDialog({
  keeping = 'Nothing is kept unless you record a sample, and then only on this device.',
  agreed = false,
  onProblem,
}: Props) {
  const open = useStore((state) => state.dialog === 'camera');
  const [stage, setStage] = useState<Stage>({ kind: 'intro' });
  const close = () => setState({ dialog: null });

  const start = async () => {
    setStage({ kind: 'asking' });
    const problem = await openCamera();
    if (!problem) return close();
    setStage({ kind: 'problem', problem });
    onProblem?.(problem);
  };

  useEffect(() => {
    if (!open) return;
    setStage({ kind: 'intro' });
    if (agreed) void start();
  }, [open]);

  return (
    <Dialog.Root open={open} onOpenChange={(next) => setState({ dialog: next ? 'camera' : null })}>
      <Dialog.Content maxWidth="460px" className="camera-dialog">
        <Dialog.Title>Use your camera</Dialog.Title>
        {stage.kind === 'problem' ? (
          <Trouble problem={stage.problem} />
        ) : (
          <>
            <Dialog.Description size="3">
              Mien reads each picture of the camera for the expressions in it. Your browser asks you first.
            </Dialog.Description>
            <ul className="promises">
              <li>
                <EyeOff size={18} aria-hidden="true" />
                <span>Pictures never leave this page: no upload, no server, no account.</span>
              </li>
              <li>
                <HardDriveDownload size={18} aria-hidden="true" />
                <span>{keeping}</span>
              </li>
              <li>
                <ToggleLeft size={18} aria-hidden="true" />
                <span>Choose Sample or Picture at any time: the camera goes off at once.</span>
              </li>
            </ul>
          </>
        )}
        <div className="dialog-actions">
          <Button variant="soft" onClick={close}>
            {stage.kind === 'problem' ? 'Go on without' : 'Not now'}
          </Button>
          <Button disabled={stage.kind === 'asking'} onClick={() => void start()}>
            {stage.kind === 'asking' && <Spinner />}
            {stage.kind === 'asking'
              ? 'Waiting for your answer'
              : stage.kind === 'problem'
                ? 'Try again'
                : 'Start camera'}
          </Button>
        </div>
      </Dialog.Content>
    </Dialog.Root>
  );
}

function Trouble({ problem: { title, advice } }: { problem: CameraProblem }) {
  return (
    <>
      <div role="alert">
        <Notice tone="bad">
          <strong>{title}</strong>
        </Notice>
      </div>
      <Dialog.Description size="3" mt="3">
        {advice}
      </Dialog.Description>
    </>
  );
}
