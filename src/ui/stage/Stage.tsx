/** The live view with all that belongs to it: what keeps it from running, notes over it, the choice of its source. */

import { AdviceLine } from './AdviceLine.tsx';
import { Countdown } from './Countdown.tsx';
import { Problems } from './Problems.tsx';
import { RecordingPill } from './RecordingPill.tsx';
import { receiveFiles } from './receiveFiles.ts';
import { SourceBar } from './SourceBar.tsx';
import { StageView } from './StageView.tsx';
import { useFileDrop } from './useFileDrop.ts';

export function Stage() {
  const dropping = useFileDrop(receiveFiles);
  return (
    <section className="stage" aria-label="Live view">
      <Problems />
      <StageView choosing="Choose one with F or in the Watch panel.">
        <RecordingPill />
        <AdviceLine />
        <Countdown />
        {dropping && <div className="drop-veil">Drop pictures or a video to read their faces</div>}
      </StageView>
      <SourceBar />
    </section>
  );
}
