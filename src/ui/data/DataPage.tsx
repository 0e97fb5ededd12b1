/** The collection on the whole page: filters, gallery, and what can be done with all of it; on narrow pages as tabs. */

import { Button, Tabs } from '@radix-ui/themes';
import { ImportExport } from '../importing/ImportExport.tsx';
import { useImportDrop } from '../importing/useImportDrop.ts';
import { useMedia } from '../parts/useMedia.ts';
import { Facets } from './Facets.tsx';
import { anyFilter } from './filterSamples.ts';
import { Gallery } from './Gallery.tsx';
import { type Part, setGallery, useGallery } from './galleryState.ts';
import { QualityPanel } from './QualityPanel.tsx';
import { SplitPanel } from './SplitPanel.tsx';
import { StoragePanel } from './StoragePanel.tsx';

export function DataPage() {
  const wide = useMedia('(min-width: 1100px)');
  const dropping = useImportDrop();
  return (
    <>
      {wide ? <WidePage /> : <NarrowPage />}
      {dropping && <div className="drop-veil import-veil">Drop pictures, videos, folders or a zip to import them</div>}
    </>
  );
}

function WidePage() {
  return (
    <div className="data-view">
      <Facets />
      <Gallery />
      <div className="data-side">
        <Tools />
      </div>
    </div>
  );
}

function Tools() {
  return (
    <>
      <ImportExport />
      <SplitPanel />
      <QualityPanel />
      <StoragePanel />
    </>
  );
}

function NarrowPage() {
  const part = useGallery((state) => state.part);
  const filtering = useGallery((state) => anyFilter(state.filters));
  return (
    <Tabs.Root className="data-tabs" value={part} onValueChange={(next) => setGallery({ part: next as Part })}>
      <Tabs.List size="2" justify="center" aria-label="Parts of Data">
        <Tabs.Trigger value="samples">Samples</Tabs.Trigger>
        <Tabs.Trigger value="filters">Classes</Tabs.Trigger>
        <Tabs.Trigger value="tools">Tools</Tabs.Trigger>
      </Tabs.List>
      <Tabs.Content value="samples" tabIndex={-1}>
        <Gallery />
      </Tabs.Content>
      <Tabs.Content value="filters" tabIndex={-1}>
        <Facets />
        {filtering && (
          <Button className="data-show" size="3" onClick={() => setGallery({ part: 'samples' })}>
            Show these samples
          </Button>
        )}
      </Tabs.Content>
      <Tabs.Content value="tools" tabIndex={-1} className="data-tools">
        <Tools />
      </Tabs.Content>
    </Tabs.Root>
  );
}
