/** What keeps the stage from working at the moment, each with what to do about it. */

import { Button } from '@radix-ui/themes';
import { Notice } from '../parts/Notice.tsx';
import { restartTrainer, restartVision } from '../session.ts';
import { setState, useStore } from '../store.ts';

export function Problems() {
  const vision = useStore((state) => state.vision);
  const trainer = useStore((state) => state.trainer);
  const sourceError = useStore((state) => state.sourceError);
  const frameError = useStore((state) => state.frameError);
  return (
    <div className="problems" role="alert">
      {vision.kind === 'failed' && (
        <Problem title="Faces cannot be found" text={vision.message} action="Try again" onAction={restartVision} />
      )}
      {trainer.kind === 'failed' && (
        <Problem
          title="Expressions cannot be read"
          text={trainer.message}
          action="Try again"
          onAction={restartTrainer}
          other={{ action: 'Choose a backend', onAction: () => setState({ dialog: 'backend' }) }}
        />
      )}
      {sourceError && (
        <Problem
          title="Not opened"
          text={sourceError}
          action="Close"
          onAction={() => setState({ sourceError: null })}
        />
      )}
      {frameError && <Problem title="This frame could not be read" text={frameError} />}
    </div>
  );
}

type Act = { action: string; onAction: () => void };

function Problem(props: { title: string; text: string; other?: Act } & Partial<Act>) {
  const { title, text, action, onAction, other } = props;
  return (
    <Notice
      tone="bad"
      actions={[other, action && onAction ? { action, onAction } : undefined]
        .filter((act) => act !== undefined)
        .map((act) => (
          <Button key={act.action} size="1" variant="soft" onClick={act.onAction}>
            {act.action}
          </Button>
        ))}
    >
      <strong>{title}.</strong> {text}
    </Notice>
  );
}
