/** The collection on the whole page: gallery with filters, and beside it what can be done with all of it. */

import { ImportExport } from '../importing/ImportExport.tsx';
import { Gallery } from './Gallery.tsx';
import { QualityPanel } from './QualityPanel.tsx';
import { SplitPanel } from './SplitPanel.tsx';
import { StoragePanel } from './StoragePanel.tsx';

export function DataPage() {
  return (
    <div className="data-view">
      <Gallery />
      <div className="data-side">
        <ImportExport />
        <SplitPanel />
        <QualityPanel />
        <StoragePanel />
      </div>
    </div>
  );
}
