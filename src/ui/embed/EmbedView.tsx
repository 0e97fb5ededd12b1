/** Mien in a frame of another page: the stage, what is read, the choice of a source. No panel, nothing stored. */

import '../styles/embed.css';
import { Button, Theme } from '@radix-ui/themes';
import { useEffect, useState } from 'react';
import { BackendDialog } from '../about/BackendDialog.tsx';
import { LiveRegion } from '../parts/LiveRegion.tsx';
import { Notice } from '../parts/Notice.tsx';
import { useAppearance } from '../parts/useAppearance.ts';
import type { CameraProblem } from '../sources/cameraErrors.ts';
import { CameraDialog } from '../stage/CameraDialog.tsx';
import { Problems } from '../stage/Problems.tsx';
import { StageView } from '../stage/StageView.tsx';
import { useFileDrop } from '../stage/useFileDrop.ts';
import { useStore } from '../store.ts';
import { Answers } from './Answers.tsx';
import { EmbedBar, receivePicture } from './EmbedBar.tsx';
import { useLent } from './link.ts';

type Props = {
  /** The page around that is told of faces; null: none is. */
  host: string | null;
  onCameraProblem: ((problem: CameraProblem) => void) | undefined;
};

export function EmbedView({ host, onCameraProblem }: Props) {
  const appearance = useAppearance();
  const agreed = useAgreed();
  const dropping = useFileDrop(receivePicture);
  const keeping = host
    ? `Nothing is kept. The page around is told where faces are and what is read of them: ${host}.`
    : 'Nothing is kept, and the page around learns nothing of what is read.';
  return (
    <Theme appearance={appearance} accentColor="gray" grayColor="sand" radius="large" className="page embed">
      <h1 className="hidden-visually">Mien: expressions read in this frame</h1>
      <main className="embed-main">
        <section className="stage" aria-label="Live view">
          <StageView choosing="Choose one by its number.">
            {dropping && <div className="drop-veil">Drop a picture to read its faces</div>}
          </StageView>
          <div className="embed-problems">
            <Problems />
            <LinkProblem />
          </div>
        </section>
        <Answers host={host} />
      </main>
      <EmbedBar />
      <CameraDialog keeping={keeping} agreed={agreed} {...(onCameraProblem && { onProblem: onCameraProblem })} />
      <BackendDialog />
      <LiveRegion />
    </Theme>
  );
}

/** Whether the camera ran in this visit. */
function useAgreed(): boolean {
  const runs = useStore((state) => state.source?.kind === 'camera');
  const [agreed, setAgreed] = useState(false);
  useEffect(() => {
    if (runs) setAgreed(true);
  }, [runs]);
  return agreed;
}

function LinkProblem() {
  const problem = useLent((state) => state.problem);
  if (problem === null) return null;
  return (
    <div role="alert">
      <Notice
        tone="bad"
        actions={
          <Button size="1" variant="soft" onClick={() => useLent.setState({ problem: null })}>
            Close
          </Button>
        }
      >
        {problem}
      </Notice>
    </div>
  );
}
