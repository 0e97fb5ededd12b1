/** Lets a guided capture begin when the page's camera runs; until then it explains and offers to start it. */

import { Button, Spinner } from '@radix-ui/themes';
import { type ReactNode, useState } from 'react';
import { Notice } from '../parts/Notice.tsx';
import { openCamera } from '../sources/camera.ts';
import type { CameraProblem } from '../sources/cameraErrors.ts';
import { heldStream } from '../sources/cameraStream.ts';
import { useStore } from '../store.ts';

/** @param children is given the running camera's stream */
export function CameraGate({ children }: { children: (stream: MediaStream) => ReactNode }) {
  // Another camera comes with another name or, of two alike, as a new source: in every case a new object.
  const source = useStore((state) => state.source);
  const stream = source?.kind === 'camera' ? heldStream() : null;
  return stream ? children(stream) : <StartCamera />;
}

function StartCamera() {
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<CameraProblem | null>(null);
  const start = async () => {
    setAsking(true);
    setProblem(await openCamera());
    setAsking(false);
  };
  return (
    <div className="guided-start">
      <p>
        This needs your camera; your browser asks you first. Pictures never leave this page, and only what you record
        here is kept, on this device.
      </p>
      {problem && (
        <div role="alert">
          <Notice tone="bad">
            <strong>{problem.title}.</strong> {problem.advice}
          </Notice>
        </div>
      )}
      <Button onClick={() => void start()}>
        {asking && <Spinner />}
        {asking ? 'Waiting for your answer' : problem ? 'Try again' : 'Start camera'}
      </Button>
    </div>
  );
}
