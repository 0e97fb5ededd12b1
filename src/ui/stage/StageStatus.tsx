/** The line over the stage: what is shown, or what is still loading. */

import { Spinner } from '@radix-ui/themes';
import type { Ref } from 'react';
import { megabytes } from '../parts/words.ts';
import { useStore, type WorkerState } from '../store.ts';

export function StageStatus({ ref }: { ref: Ref<HTMLDivElement> }) {
  const opening = useStore((state) => state.opening);
  const vision = useStore((state) => state.vision);
  const trainer = useStore((state) => state.trainer);
  const kind = useStore((state) => state.source?.kind);
  const name = useStore((state) => state.source?.name);
  const faceless = useStore((state) => state.faces.length === 0 && state.pace !== null);
  const loading = loadingText(vision, trainer);
  return (
    <div className="stage-status" ref={ref}>
      {opening ? (
        <span className="stage-tag">
          <Spinner size="1" /> Reading {opening}
        </span>
      ) : loading ? (
        <span className="stage-tag">
          <Spinner size="1" /> {loading}
          <span className="slow-hint">This takes longer than usual; it is still going on.</span>
        </span>
      ) : faceless ? (
        <span className="stage-tag">
          {kind === 'camera' ? 'No face in view: move into the light' : 'No face found'}
        </span>
      ) : (
        kind !== 'camera' && (
          <span className="stage-tag">{kind === 'clip' ? 'Sample clip: rendered actors' : name}</span>
        )
      )}
    </div>
  );
}

function loadingText(vision: WorkerState, trainer: WorkerState): string | null {
  const states = [vision, trainer].filter((state) => state.kind === 'loading');
  if (states.length === 0) return null;
  if (states.some(({ again }) => again)) return 'Starting again';
  const total = states.reduce((sum, state) => sum + state.total, 0);
  const done = states.reduce((sum, state) => sum + state.done, 0);
  return total > 0 && done < total ? `Loading the models: ${megabytes(done)} of ${megabytes(total)}` : 'Warming up';
}
