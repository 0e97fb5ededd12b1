/** Speaks the page's news to screen readers. */

import { useStore } from '../store.ts';

export function LiveRegion() {
  const announcement = useStore((state) => state.announcement);
  return (
    <div className="hidden-visually" role="status" aria-live="polite" data-testid="news">
      {announcement}
    </div>
  );
}
