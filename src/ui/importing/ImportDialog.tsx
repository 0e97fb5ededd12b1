/** The import from the question to the summary, in one dialog that may be closed to a pill while the work goes on. */

import { Dialog } from '@radix-ui/themes';
import { CropByHand } from './CropByHand.tsx';
import { setCropping } from './handCrops.ts';
import { ImportForm } from './ImportForm.tsx';
import { ImportPill } from './ImportPill.tsx';
import { ImportRunning } from './ImportRunning.tsx';
import { ImportSummaryView } from './ImportSummaryView.tsx';
import { importState, type Stage, setImportState, showNaming, useImport } from './importState.ts';
import { NamePeople } from './NamePeople.tsx';
import { closeImport } from './runImport.ts';

export function ImportDialog() {
  const open = useImport((state) => state.open);
  const stage = useImport((state) => state.stage);
  return (
    <>
      <Dialog.Root open={open} onOpenChange={(next) => !next && dismiss()}>
        <Dialog.Content
          maxWidth="580px"
          className="import-dialog"
          {...(stage.kind !== 'asking' && { 'aria-describedby': undefined })}
          onEscapeKeyDown={(event) => {
            if (stage.kind !== 'done' || !(stage.cropping || stage.naming)) return;
            event.preventDefault();
            if (stage.naming) showNaming(null);
            else setCropping(null);
          }}
        >
          <Inside stage={stage} />
        </Dialog.Content>
      </Dialog.Root>
      {!open && stage.kind !== 'idle' && <ImportPill />}
    </>
  );
}

function Inside({ stage }: { stage: Stage }) {
  if (stage.kind === 'idle') return null;
  if (stage.kind === 'asking') return <ImportForm />;
  if (stage.kind === 'running') return <ImportRunning stage={stage} />;
  if (stage.kind === 'done' && stage.naming) return <NamePeople films={stage.naming} />;
  if (stage.kind === 'done' && stage.cropping) return <CropByHand skipped={stage.cropping} />;
  return <ImportSummaryView stage={stage} />;
}

/** Work that is under way goes on behind the pill. */
function dismiss(): void {
  if (importState().stage.kind === 'running') setImportState({ open: false });
  else closeImport();
}
