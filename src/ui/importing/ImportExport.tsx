/** The ways into the collection and out of it: files, a folder, a drop, a paste; one zip. */

import { Button } from '@radix-ui/themes';
import { FolderOpen, Upload } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { ActorsButton } from '../actors/ActorsButton.tsx';
import { GuidedButton } from '../guided/GuidedButton.tsx';
import { useStore } from '../store.ts';
import { ExportPart } from './ExportPart.tsx';
import { chosenFiles } from './filesOf.ts';
import { openImport } from './openImport.ts';

const ACCEPT = 'image/*,video/*,.zip,.csv,.tsv,.pgm,.mkv,.safetensors';

export function ImportExport() {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const importing = useStore((state) => state.importing);
  useEffect(() => {
    // React's types lack the attribute.
    if (folder.current) folder.current.webkitdirectory = true;
  }, []);
  const receive = ({ target }: React.ChangeEvent<HTMLInputElement>) => {
    const given = chosenFiles(target.files);
    // The same files can be chosen again.
    target.value = '';
    openImport(given);
  };
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
        <input
          ref={files}
          type="file"
          multiple
          accept={ACCEPT}
          hidden
          aria-label="Files to import"
          onChange={receive}
        />
        <input ref={folder} type="file" hidden aria-label="Folder to import" onChange={receive} />
      </div>
      <p className="note">
        Pictures, videos, zips, tables or a model; or drop or paste them on this page. Folders become classes.
      </p>
      <ExportPart />
    </section>
  );
}
