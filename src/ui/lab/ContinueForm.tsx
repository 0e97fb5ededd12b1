/** Goes on with a finished run for some epochs more than it was planned for. */

import { Button, TextField } from '@radix-ui/themes';
import { useId, useState } from 'react';
import type { RunInfo } from '../../data/schema.ts';
import { openLab, useStore } from '../store.ts';
import { resumeTraining } from '../training/run.ts';

const MOST_EPOCHS = 1000;

export function ContinueForm({ run }: { run: RunInfo }) {
  const field = useId();
  const [epochs, setEpochs] = useState('5');
  const busy = useStore((state) => state.trainer.kind !== 'ready' || state.run.kind === 'running');
  const number = Number(epochs);
  const valid = Number.isInteger(number) && number >= 1 && number <= MOST_EPOCHS;
  return (
    <form
      className="continue"
      onSubmit={(event) => {
        event.preventDefault();
        openLab('train');
        void resumeTraining(run.id, number);
      }}
    >
      <label htmlFor={field}>Continue for</label>
      <TextField.Root
        id={field}
        size="1"
        type="number"
        min={1}
        max={MOST_EPOCHS}
        value={epochs}
        aria-label={`Epochs more for ${run.name}`}
        onChange={(event) => setEpochs(event.target.value)}
      />
      <span aria-hidden="true">epochs</span>
      <Button type="submit" size="1" variant="soft" disabled={busy || !valid}>
        Continue
      </Button>
    </form>
  );
}
