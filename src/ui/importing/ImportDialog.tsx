/** The import from the question to the summary, in one dialog that may be closed to a pill while the work goes on. */

import { Dialog } from '@radix-ui/themes';
import { useState } from 'react';
import type { Skipped } from '../../vision/protocol.ts';
import { CropByHand } from './CropByHand.tsx';
import { ImportForm } from './ImportForm.tsx';
import { ImportPill } from './ImportPill.tsx';
import { ImportRunning } from './ImportRunning.tsx';
import { ImportSummaryView } from './ImportSummaryView.tsx';
import { importState, setImportState, useImport } from './importState.ts';
import { closeImport } from './runImport.ts';

export function ImportDialog() {
  const open = useImport((state) => state.open);
  const kind = useImport((state) => state.stage.kind);
  const [cropping, setCropping] = useState<Skipped[] | null>(null);
  const leaveCropping = () => setCropping(null);
  return (
    <>
      <Dialog.Root
        open={open}
        onOpenChange={(next) => {
          if (next) return;
          leaveCropping();
          dismiss();
        }}
      >
        <Dialog.Content
          maxWidth="580px"
          className="import-dialog"
          aria-describedby={undefined}
          onEscapeKeyDown={(event) => {
            if (!cropping) return;
            event.preventDefault();
            leaveCropping();
          }}
        >
          {kind === 'asking' && <ImportForm />}
          {kind === 'running' && <ImportRunning />}
          {cropping && <CropByHand skipped={cropping} onLeave={leaveCropping} />}
          {!cropping && (kind === 'done' || kind === 'failed') && <ImportSummaryView onCrop={setCropping} />}
        </Dialog.Content>
      </Dialog.Root>
      {!open && kind !== 'idle' && <ImportPill />}
    </>
  );
}

/** Work that is under way goes on behind the pill. */
function dismiss(): void {
  if (importState().stage.kind === 'running') setImportState({ open: false });
  else closeImport();
}
