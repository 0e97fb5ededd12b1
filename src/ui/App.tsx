/** The page's frame: header, stage, panels beside it or tabs beneath it. Holds no logic of its own. */

import { Tabs, Theme } from '@radix-ui/themes';
import { Activity, type ReactNode, Suspense, useEffect, useState } from 'react';
import { AboutDialog } from './about/AboutDialog.tsx';
import { BackendDialog } from './about/BackendDialog.tsx';
import { Header, PrivacyNote } from './about/Header.tsx';
import { KeysDialog } from './about/KeysDialog.tsx';
import { useImport } from './importing/importState.ts';
import { UpdateBanner } from './offline/UpdateBanner.tsx';
import { focusQuietly } from './parts/focusQuietly.ts';
import { LiveRegion } from './parts/LiveRegion.tsx';
import { lazyPart } from './parts/lazyPart.ts';
import { TabBanner } from './parts/TabBanner.tsx';
import { Toasts } from './parts/Toasts.tsx';
import { useAppearance } from './parts/useAppearance.ts';
import { useMedia } from './parts/useMedia.ts';
import { FilePart, useFileGiven, useFileShown } from './recognise/FilePart.tsx';
import { CameraDialog } from './stage/CameraDialog.tsx';
import { Stage } from './stage/Stage.tsx';
import { type DialogName, type Panel, setState, useStore } from './store.ts';
import { TeachPanel } from './teach/TeachPanel.tsx';
import { TrainPanel } from './training/TrainPanel.tsx';
import { WatchPanel } from './watch/WatchPanel.tsx';

const loadData = () => import('./data/DataPage.tsx');
const loadImport = () => import('./importing/ImportDialog.tsx');
const DataPage = lazyPart(async () => (await loadData()).DataPage);
const ImportDialog = lazyPart(async () => (await loadImport()).ImportDialog);
/** Few visits need it. */
const ActorsDialog = lazyPart(async () => (await import('./actors/ActorsDialog.tsx')).ActorsDialog);
const GuidedDialog = lazyPart(async () => (await import('./guided/GuidedDialog.tsx')).GuidedDialog);
/** Few visits need it, and its charts are large. */
const ShareDialog = lazyPart(async () => (await import('./share/ShareDialog.tsx')).ShareDialog);
const OfferDialog = lazyPart(async () => (await import('./share/OfferDialog.tsx')).OfferDialog);
/** Few visits need it. */
const DiagnosticsDialog = lazyPart(async () => (await import('./diagnostics/DiagnosticsDialog.tsx')).DiagnosticsDialog);
const LabPage = lazyPart(async () => (await import('./lab/LabPage.tsx')).LabPage);
const MethodsPage = lazyPart(async () => (await import('./methods/MethodsPage.tsx')).MethodsPage);

export function App() {
  const appearance = useAppearance();
  const wide = useMedia('(min-width: 1100px)');
  const view = useStore((state) => state.view);
  useFetchAhead();
  return (
    <Theme appearance={appearance} accentColor="gray" grayColor="sand" radius="large" className="page">
      <Header />
      <TabBanner />
      <UpdateBanner />
      {/* The stage stays on the page while it is not shown: its video goes on. */}
      <main className={wide ? 'wide' : 'narrow'} hidden={view !== 'live'}>
        <Stage />
        {/* What nobody sees is not drawn anew with every change; it keeps what was typed and opened. */}
        <Activity mode={view === 'data' ? 'hidden' : 'visible'}>{wide ? <Panels /> : <PanelTabs />}</Activity>
      </main>
      {view === 'data' && (
        <Suspense fallback={<div className="data-view" aria-busy="true" />}>
          <DataPage />
        </Suspense>
      )}
      {(view === 'lab' || view === 'methods') && (
        // What was chosen in it is still there after a look at a method's page.
        <Activity mode={view === 'lab' ? 'visible' : 'hidden'}>
          <Suspense fallback={<div className="lab-loading" aria-busy="true" />}>
            <LabPage />
          </Suspense>
        </Activity>
      )}
      {view === 'methods' && (
        <Suspense fallback={<div className="lab-loading" aria-busy="true" />}>
          <MethodsPage />
        </Suspense>
      )}
      <Footer />
      <CameraDialog />
      <BackendDialog />
      <KeysDialog />
      <AboutDialog />
      <ImportPart />
      <DialogPart name="guided">
        <GuidedDialog />
      </DialogPart>
      <DialogPart name="actors">
        <ActorsDialog />
      </DialogPart>
      <DialogPart name="share">
        <ShareDialog />
      </DialogPart>
      <DialogPart name="offer">
        <OfferDialog />
      </DialogPart>
      <DialogPart name="diagnostics">
        <DiagnosticsDialog />
      </DialogPart>
      <Toasts />
      <LiveRegion />
    </Theme>
  );
}

/** What the live view can do without comes after it, before it is asked for: then it opens at once. */
function useFetchAhead(): void {
  const ready = useStore((state) => state.trainer.kind === 'ready');
  useEffect(() => {
    if (!ready) return;
    // What cannot be fetched now is tried again when it is to be shown.
    for (const load of [loadData, loadImport]) load().catch(() => {});
  }, [ready]);
}

/** Stays once it was needed: a dialog that closes gives the focus back. */
function Needed({ needed, children }: { needed: boolean; children: ReactNode }) {
  const [kept, setKept] = useState(false);
  useEffect(() => {
    if (needed) setKept(true);
  }, [needed]);
  return (needed || kept) && <Suspense>{children}</Suspense>;
}

function ImportPart() {
  const needed = useImport(({ open, stage }) => open || stage.kind !== 'idle');
  return (
    <Needed needed={needed}>
      <ImportDialog />
    </Needed>
  );
}

/** A dialog that is fetched when it is first opened. */
function DialogPart({ name, children }: { name: DialogName; children: ReactNode }) {
  const needed = useStore((state) => state.dialog === name);
  return <Needed needed={needed}>{children}</Needed>;
}

function Panels() {
  const file = useFileShown();
  return (
    <>
      {file ? <FilePart /> : <WatchPanel />}
      <div className="side">
        <TeachPanel />
        <TrainPanel />
      </div>
    </>
  );
}

const PANELS: { panel: Panel; label: string }[] = [
  { panel: 'watch', label: 'Watch' },
  { panel: 'file', label: 'File' },
  { panel: 'teach', label: 'Teach' },
  { panel: 'train', label: 'Train' },
];

function PanelTabs() {
  const panel = useStore((state) => state.panel);
  const given = useFileGiven();
  return (
    <Tabs.Root className="tabs" value={panel} onValueChange={(value) => setState({ panel: value as Panel })}>
      <Tabs.List size="2" justify="center" aria-label="Panels">
        {PANELS.filter((entry) => given || entry.panel !== 'file').map(({ panel: value, label }) => (
          <Tabs.Trigger key={value} value={value} onPointerDown={focusQuietly}>
            {label}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Tabs.Content value="watch" tabIndex={-1}>
        <WatchPanel />
      </Tabs.Content>
      {given && (
        <Tabs.Content value="file" tabIndex={-1}>
          <FilePart />
        </Tabs.Content>
      )}
      <Tabs.Content value="teach" tabIndex={-1}>
        <TeachPanel />
      </Tabs.Content>
      <Tabs.Content value="train" tabIndex={-1}>
        <TrainPanel />
      </Tabs.Content>
    </Tabs.Root>
  );
}

function Footer() {
  return (
    <footer className="footer">
      <PrivacyNote />
      <p>
        For learning and experiments on one’s own posed expressions. An expression is what a face shows, not what a
        person feels.
      </p>
    </footer>
  );
}
