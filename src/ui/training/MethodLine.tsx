/** What a method still lacks, in words; once it lacks nothing, the way to train with it. */

import { Button } from '@radix-ui/themes';
import { Zap } from 'lucide-react';
import { useStore } from '../store.ts';
import { trainWith, whyNotTrain } from './run.ts';

/** `method`: its id. `onTrain`: what is to close before its run begins. */
type Props = { method: string; words: string; onTrain: () => void };

export function MethodLine({ method, words, onTrain }: Props) {
  const label = useStore(({ capabilities }) => capabilities?.methods.find(({ id }) => id === method)?.label);
  const able = useStore((state) => state.run.kind !== 'running' && whyNotTrain(state, method) === null);
  return (
    <>
      <span>{words}</span>
      {label && able && (
        <Button
          onClick={() => {
            onTrain();
            void trainWith(method);
          }}
        >
          <Zap size={15} aria-hidden="true" />
          Train with {label}
        </Button>
      )}
    </>
  );
}
