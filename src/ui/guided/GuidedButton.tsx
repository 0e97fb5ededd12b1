/** The way into the guided captures, from Teach and from Data. */

import { Button } from '@radix-ui/themes';
import { ScanFace } from 'lucide-react';
import { setState } from '../store.ts';

export function GuidedButton() {
  return (
    <Button
      variant="surface"
      className="guided-button"
      title="Several views, reactions to a clip, two cameras, valence and arousal"
      onClick={() => setState({ dialog: 'guided' })}
    >
      <ScanFace size={15} aria-hidden="true" />
      Guided capture…
    </Button>
  );
}
