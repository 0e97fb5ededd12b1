/** The end of a run that the device had no room for: it answers in this visit, and can be saved once there is room. */

import { Button } from '@radix-ui/themes';
import { Notice } from '../parts/Notice.tsx';
import { keepTraining } from './run.ts';

export function UnsavedEnd({ reason }: { reason: string }) {
  const again = (
    <Button size="1" variant="soft" onClick={() => void keepTraining()}>
      Save it again
    </Button>
  );
  return (
    <div role="alert">
      <Notice tone="bad" actions={again}>
        The end of this run is not saved: it answers until this page is closed or another model is chosen. {reason}
      </Notice>
    </div>
  );
}
