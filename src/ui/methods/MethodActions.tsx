/** From a method's page to the Lab, with the method chosen. */

import { Button } from '@radix-ui/themes';
import { type LabTab, openLab, useStore } from '../store.ts';
import { chooseTraining } from '../training/run.ts';
import type { OfferedMethod } from '../training/settings.ts';

export function MethodActions({ method: { id, label, inspects } }: { method: OfferedMethod }) {
  const training = useStore((state) => state.training);
  const open = (tab: LabTab) => {
    chooseTraining({ ...training, objective: id });
    openLab(tab);
  };
  return (
    <div className="method-actions">
      <Button size="2" onClick={() => open('train')}>
        Train with {label}
      </Button>
      {inspects && (
        <Button size="2" variant="surface" onClick={() => open('views')}>
          Look at its pairs
        </Button>
      )}
    </div>
  );
}
