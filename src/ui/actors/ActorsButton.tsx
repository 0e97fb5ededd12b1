/** The way to the rendered actors' training sets, from Teach and from Data. */

import { Button } from '@radix-ui/themes';
import { Users } from 'lucide-react';
import { setState, useStore } from '../store.ts';

export function ActorsButton() {
  const importing = useStore((state) => state.importing);
  return (
    <Button
      variant="surface"
      className="guided-button"
      disabled={importing}
      title="Labelled faces of rendered people, to try training without a camera"
      onClick={() => setState({ dialog: 'actors' })}
    >
      <Users size={15} aria-hidden="true" />
      Sample actors…
    </Button>
  );
}
