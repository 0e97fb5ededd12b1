/** Tells a tab that only shows the samples that another one keeps them, and lets it take over. */

import { Button } from '@radix-ui/themes';
import { writeHere } from '../library.ts';
import { useStore } from '../store.ts';
import { Notice } from './Notice.tsx';

export function TabBanner() {
  const reads = useStore(({ storage }) => storage.kind === 'ready' && !storage.writes);
  return (
    <div className="tab-banner" role="status">
      {reads && (
        <Notice
          tone="hint"
          actions={
            <Button size="1" variant="soft" onClick={writeHere}>
              Use this tab
            </Button>
          }
        >
          Another tab of Mien is open and keeps the samples. This one only shows them.
        </Notice>
      )}
    </div>
  );
}
