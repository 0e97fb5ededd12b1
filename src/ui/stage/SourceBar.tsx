/** What to look at: sample clip, camera, pictures, a video; and how: pause, mirror, which camera. */

import { IconButton, Select } from '@radix-ui/themes';
import { FlipHorizontal2, FolderOpen, Image } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { FileField } from '../importing/FileField.tsx';
import { setPreferences } from '../preferences.ts';
import { type CameraDevice, listCameras, openCamera } from '../sources/camera.ts';
import { cameraDevice } from '../sources/cameraStream.ts';
import { setState, useStore } from '../store.ts';
import { LiveSources } from './LiveSources.tsx';
import { PauseButton } from './PauseButton.tsx';
import { recogniseFiles } from './receiveFiles.ts';
import { SourceButton } from './SourceButton.tsx';

export function SourceBar() {
  const kind = useStore((state) => state.source?.kind);
  const file = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  return (
    <div className="source-bar" role="toolbar" aria-label="Source">
      <div className="sources">
        <LiveSources />
        <SourceButton
          icon={Image}
          label="Picture or video"
          active={kind === 'picture' || kind === 'video'}
          onClick={() => file.current?.click()}
        />
        <IconButton
          variant="soft"
          className="folder-button"
          aria-label="Folder of pictures"
          title="Folder of pictures"
          onClick={() => folder.current?.click()}
        >
          <FolderOpen size={16} />
        </IconButton>
        <FileField
          ref={file}
          label="Picture or video file"
          id="picture-file"
          accept="image/*,video/*,.mkv"
          multiple
          onFiles={recogniseFiles}
        />
        <FileField ref={folder} label="Folder of pictures" folder onFiles={recogniseFiles} />
      </div>
      <p className="drop-hint">
        {kind === 'clip' ? 'Try it on yourself, or drop pictures or a video' : 'or drop or paste it'}
      </p>
      {kind === 'camera' && <CameraControls />}
      <PauseButton shortcut="P" />
    </div>
  );
}

function CameraControls() {
  const mirror = useStore((state) => state.mirror);
  const name = useStore((state) => state.source?.name);
  const [devices, setDevices] = useState<CameraDevice[]>([]);

  // Names are known once a camera runs; plugging one in or out changes the list.
  useEffect(() => {
    const refresh = () => void listCameras().then(setDevices);
    refresh();
    navigator.mediaDevices.addEventListener('devicechange', refresh);
    return () => navigator.mediaDevices.removeEventListener('devicechange', refresh);
  }, []);

  const change = async (id: string) => {
    const problem = await openCamera(id);
    if (problem) setState({ sourceError: `${problem.title}. ${problem.advice}` });
  };
  return (
    <>
      <Select.Root value={cameraDevice() ?? ''} onValueChange={(id) => void change(id)}>
        <Select.Trigger variant="soft" className="camera-select" aria-label="Camera device">
          {name}
        </Select.Trigger>
        <Select.Content position="popper">
          {devices.map(({ id, label }) => (
            <Select.Item key={id} value={id}>
              {label}
            </Select.Item>
          ))}
        </Select.Content>
      </Select.Root>
      <IconButton
        variant={mirror ? 'outline' : 'soft'}
        aria-label="Mirror"
        aria-pressed={mirror}
        title="Mirror (M)"
        onClick={() => {
          setState({ mirror: !mirror });
          setPreferences({ mirror: !mirror });
        }}
      >
        <FlipHorizontal2 size={16} />
      </IconButton>
    </>
  );
}
