/** Which backend runs the models, which were tried and why, and a choice of another. */

import { RadioCards } from '@radix-ui/themes';
import type { BackendName } from '../../model/backend.ts';
import { InfoDialog } from '../parts/InfoDialog.tsx';
import type { BackendChoice } from '../preferences.ts';
import { chooseBackend } from '../session.ts';
import { useStore } from '../store.ts';

const BACKENDS: { value: BackendChoice; label: string; help: string }[] = [
  { value: 'auto', label: 'Automatic', help: 'The fastest one that passes its self-test here.' },
  { value: 'webgpu', label: 'WebGPU', help: 'The graphics processor, by its newest interface.' },
  { value: 'webgl', label: 'WebGL', help: 'The graphics processor, by an older interface.' },
  { value: 'wasm', label: 'WebAssembly', help: 'The processor. Works everywhere.' },
];

const nameOf = (backend: BackendName): string => BACKENDS.find(({ value }) => value === backend)?.label ?? backend;

export function BackendDialog() {
  const choice = useStore((state) => state.backend);
  const trainer = useStore((state) => state.trainer);
  const capabilities = useStore((state) => state.capabilities);
  const training = useStore((state) => state.run.kind === 'running');
  return (
    <InfoDialog
      name="backend"
      title="Backend"
      maxWidth="520px"
      description={
        trainer.kind === 'ready' && capabilities
          ? `The models run on ${nameOf(capabilities.backend)}. It has just reproduced stored results, so its scores can be trusted.`
          : trainer.kind === 'failed'
            ? trainer.message
            : 'A backend is being started and tested.'
      }
    >
      <RadioCards.Root
        className="backend-cards"
        columns="2"
        gap="2"
        value={choice}
        disabled={training}
        aria-label="Backend"
        onValueChange={(value) => chooseBackend(value as BackendChoice)}
      >
        {BACKENDS.map(({ value, label, help }) => (
          <RadioCards.Item key={value} value={value} aria-label={label}>
            <span className="backend-card">
              <strong>{label}</strong>
              <span>{help}</span>
            </span>
          </RadioCards.Item>
        ))}
      </RadioCards.Root>
      {training && <p className="note">The backend can be changed when the run has ended.</p>}
      {capabilities && trainer.kind === 'ready' && (
        <>
          <h3 className="dialog-heading">Tried on this visit</h3>
          <ul className="attempts">
            {capabilities.attempts.map(({ backend, ok, reason, ms }) => (
              <li key={backend}>
                <strong>{nameOf(backend)}</strong>{' '}
                {ok ? `in use; started and tested in ${(ms / 1000).toFixed(1)} s.` : `not used. ${reason}`}
              </li>
            ))}
          </ul>
        </>
      )}
    </InfoDialog>
  );
}
