/** A running or finished import while its dialog is closed: how far it is, and the way back to it. */

import { setImportState, useImport } from './importState.ts';

export function ImportPill() {
  const stage = useImport((state) => state.stage);
  return (
    <button
      type="button"
      className="import-pill"
      data-stage={stage.kind}
      onClick={() => setImportState({ open: true })}
    >
      {stage.kind === 'running' && <Ring {...(stage.progress ?? { done: 0, total: null })} />}
      <span>{words(stage)}</span>
    </button>
  );
}

function words(stage: ReturnType<typeof useImport.getState>['stage']): string {
  if (stage.kind === 'failed') return 'The import failed: see why';
  if (stage.kind === 'done')
    return `Import finished: ${stage.summary.change.samples.length.toLocaleString('en')} added`;
  const added = stage.kind === 'running' ? (stage.progress?.added ?? 0) : 0;
  return `Importing: ${added.toLocaleString('en')} added`;
}

/** Circumference of the ring below. */
const ROUND = 2 * Math.PI * 7;

function Ring({ done, total }: { done: number; total: number | null }) {
  const share = total ? done / total : 0;
  return (
    <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" className="import-ring">
      <circle cx="9" cy="9" r="7" />
      <circle cx="9" cy="9" r="7" strokeDasharray={ROUND} strokeDashoffset={ROUND * (1 - share)} />
    </svg>
  );
}
