/** The two sources that every bar offers: the sample actors and the camera. */

import { Camera, Clapperboard } from 'lucide-react';
import { showClip } from '../sources/clip.ts';
import { dropPicture } from '../sources/picture.ts';
import { setState, useStore } from '../store.ts';
import { SourceButton } from './SourceButton.tsx';

export function LiveSources() {
  const kind = useStore((state) => state.source?.kind);
  return (
    <>
      <SourceButton
        icon={Clapperboard}
        label="Sample"
        active={kind === 'clip'}
        onClick={() => {
          dropPicture();
          void showClip();
        }}
      />
      <SourceButton
        icon={Camera}
        label="Camera"
        active={kind === 'camera'}
        inviting={kind === 'clip'}
        onClick={() => setState({ dialog: 'camera' })}
      />
    </>
  );
}
