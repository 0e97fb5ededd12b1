/** The ways into the collection and out of it: files, a folder, a drop, a paste; one zip. */

import { Button } from '@radix-ui/themes';
import { FolderOpen, Upload } from 'lucide-react';
import { useRef } from 'react';
import { ActorsButton } from '../actors/ActorsButton.tsx';
import { GuidedButton } from '../guided/GuidedButton.tsx';
import { useStore } from '../store.ts';
import { ExportPart } from './ExportPart.tsx';
import { FileField } from './FileField.tsx';
import { openImport } from './openImport.ts';

const ACCEPT = 'image/*,video/*,.zip,.csv,.tsv,.pgm,.mkv,.safetensors';

export function ImportExport() {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const importing = useStore((state) => state.importing);
  return (
    <section className="panel importing" aria-label="Import and export">
      <div className="panel-head">
        <h2>Import and export</h2>
      </div>
      <div className="import-ways">
        <Button disabled={importing} onClick={() => files.current?.click()}>
          <Upload size={15} aria-hidden="true" />
          Import…
        </Button>
        <Button variant="soft" disabled={importing} onClick={() => folder.current?.click()}>
          <FolderOpen size={15} aria-hidden="true" />
          Import a folder…
        </Button>
        <GuidedButton />
        <ActorsButton />
        <FileField ref={files} label="Files to import" multiple accept={ACCEPT} onFiles={openImport} />
        <FileField ref={folder} label="Folder to import" folder onFiles={openImport} />
      </div>
      <p className="note">
        Pictures, videos, zips, tables or a model; or drop or paste them on this page. Folders become classes.
      </p>
      <ExportPart />
    </section>
  );
}
