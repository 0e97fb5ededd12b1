/** Under the embedded stage: what to look at, and the way to the whole of Mien. */

import { ExternalLink, Image } from 'lucide-react';
import { useRef } from 'react';
import { FileField } from '../importing/FileField.tsx';
import type { Given } from '../importing/given.ts';
import { showPicture } from '../sources/picture.ts';
import { LiveSources } from '../stage/LiveSources.tsx';
import { PauseButton } from '../stage/PauseButton.tsx';
import { SourceButton } from '../stage/SourceButton.tsx';
import { useStore } from '../store.ts';
import { useLent } from './link.ts';
import { ordinaryAddress } from './options.ts';

/** The first of the files is shown; what is no picture is refused in words. */
export function receivePicture([first]: Given[]): void {
  if (first) void showPicture(first.file);
}

export function EmbedBar() {
  const kind = useStore((state) => state.source?.kind);
  const file = useRef<HTMLInputElement>(null);
  return (
    <div className="source-bar" role="toolbar" aria-label="Source">
      <div className="sources">
        <LiveSources />
        <SourceButton icon={Image} label="Picture" active={kind === 'picture'} onClick={() => file.current?.click()} />
        <FileField ref={file} label="Picture file" accept="image/*" onFiles={receivePicture} />
      </div>
      <PauseButton />
      <OpenLink />
    </div>
  );
}

function OpenLink() {
  const fragment = useLent((state) => state.fragment);
  return (
    <a className="embed-open" href={ordinaryAddress(location.href, fragment)} target="_blank" rel="noopener">
      <span>
        <span className="embed-roomy">Open in </span>Mien
      </span>
      <ExternalLink size={14} aria-hidden="true" />
    </a>
  );
}
