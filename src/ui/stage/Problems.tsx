/** What keeps the stage from working at the moment, each with what to do about it. */

import { Button } from '@radix-ui/themes';
import { TriangleAlert } from 'lucide-react';
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
    <div className="problem">
      <TriangleAlert size={16} aria-hidden="true" />
      <p>
        <strong>{title}.</strong> {text}
      </p>
      <div className="problem-actions">
        {other && (
          <Button size="1" variant="soft" onClick={other.onAction}>
            {other.action}
          </Button>
        )}
        {action && (
          <Button size="1" variant="soft" onClick={onAction}>
            {action}
          </Button>
        )}
      </div>
    </div>
  );
}
