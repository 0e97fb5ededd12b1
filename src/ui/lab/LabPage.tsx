/** Training and what came of it on the whole page, in tabs. Knows none of them. */

import { Tabs } from '@radix-ui/themes';
import { Suspense } from 'react';
import '../styles/lab.css';
import { focusQuietly } from '../parts/focusQuietly.ts';
import { type LabTab, setState, useStore } from '../store.ts';
import { LAB_TABS } from './tabs.ts';

export function LabPage() {
  const shown = useStore((state) => state.labTab);
  return (
    <main className="lab" aria-label="Lab">
      <Tabs.Root value={shown} onValueChange={(tab) => setState({ labTab: tab as LabTab })}>
        <Tabs.List size="2" className="lab-tabs" aria-label="Parts of the Lab">
          {LAB_TABS.map(({ id, label }) => (
            <Tabs.Trigger key={id} value={id} onPointerDown={focusQuietly}>
              {label}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {LAB_TABS.map(({ id, Content }) => (
          <Tabs.Content key={id} value={id} tabIndex={-1} className="lab-content">
            <Suspense fallback={<p className="note">Loading…</p>}>
              <Content />
            </Suspense>
          </Tabs.Content>
        ))}
      </Tabs.Root>
    </main>
  );
}
