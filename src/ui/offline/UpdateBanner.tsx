/** Offers a newer build of the page; where a reload would cut something short, asks once more. */

import { Button } from '@radix-ui/themes';
import { useState } from 'react';
import { Notice } from '../parts/Notice.tsx';
import { useStore } from '../store.ts';
import { takeUpdate, useOffline, whatWouldBeLost } from './offline.ts';

export function UpdateBanner() {
  const update = useOffline((state) => state.update);
  const lost = useStore(whatWouldBeLost);
  const [later, setLater] = useState<typeof update>('none');
  const [asked, setAsked] = useState(false);
  const warned = asked && lost !== null;
  const news = update === 'elsewhere' ? 'Another tab runs a new version of Mien.' : 'A new version of Mien is ready.';
  return (
    <div className="tab-banner" role="status">
      {update !== 'none' && update !== later && (
        <Notice
          tone="hint"
          actions={
            <>
              <Button size="1" variant="soft" onClick={() => (lost && !asked ? setAsked(true) : void takeUpdate())}>
                {warned ? 'Reload anyway' : 'Reload'}
              </Button>
              <Button size="1" variant="soft" onClick={() => (warned ? setAsked(false) : setLater(update))}>
                Later
              </Button>
            </>
          }
        >
          {warned ? `${lost}: a reload now would cut it short.` : news}
        </Notice>
      )}
    </div>
  );
}
