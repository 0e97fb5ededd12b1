/** Shows the notices of toasts.ts. The live region speaks them, so they are not announced twice here. */

import { Button, IconButton } from '@radix-ui/themes';
import { X } from 'lucide-react';
import { useStore } from '../store.ts';
import { dismissToast, holdToast, undoToast } from '../toasts.ts';

export function Toasts() {
  const toasts = useStore((state) => state.toasts);
  return (
    <section className="toasts" aria-label="Notices">
      {toasts.map(({ id, text, undoable, tone }) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: hovering only holds the notice on the page
        <div
          key={id}
          className="toast"
          data-tone={tone}
          onMouseEnter={() => holdToast(id, true)}
          onMouseLeave={() => holdToast(id, false)}
          onFocus={() => holdToast(id, true)}
          onBlur={() => holdToast(id, false)}
        >
          <span>{text}</span>
          {undoable && (
            <Button size="1" variant="surface" onClick={() => undoToast(id)}>
              Undo
            </Button>
          )}
          <IconButton size="1" variant="ghost" aria-label="Close notice" onClick={() => dismissToast(id)}>
            <X size={14} />
          </IconButton>
        </div>
      ))}
    </section>
  );
}
