/** A second camera beside the one on the stage, from its choice until the capture is left: then its light goes off. */

import { useEffect, useState } from 'react';
import { type CameraDevice, isWithheld, listCameras, requestDevice } from '../sources/camera.ts';
import { type CameraProblem, cameraProblem } from '../sources/cameraErrors.ts';
import { cameraDevice } from '../sources/cameraStream.ts';

export type SecondCamera = {
  /** The cameras that are not on the stage. */
  devices: CameraDevice[];
  chosen: string;
  choose: (deviceId: string) => void;
  stream: MediaStream | null;
  problem: CameraProblem | null;
};

const GONE: CameraProblem = {
  title: 'The second camera was disconnected',
  advice: 'Reconnect it and choose it again.',
};

/** @param first the stream on the stage */
export function useSecondCamera(first: MediaStream): SecondCamera {
  const [devices, setDevices] = useState<CameraDevice[]>([]);
  const [chosen, choose] = useState('');
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [problem, setProblem] = useState<CameraProblem | null>(null);

  // Another first camera leaves others to choose from.
  useEffect(() => {
    const refresh = () => void listCameras().then((all) => setDevices(all.filter(({ id }) => id !== cameraDevice())));
    refresh();
    navigator.mediaDevices.addEventListener('devicechange', refresh);
    return () => navigator.mediaDevices.removeEventListener('devicechange', refresh);
  }, [first]);

  useEffect(() => {
    if (!chosen) return;
    let wanted = true;
    let opened: MediaStream | null = null;
    const close = () => {
      for (const track of opened?.getTracks() ?? []) track.stop();
    };
    const failed = (why: CameraProblem) => {
      setProblem(why);
      choose('');
    };
    setProblem(null);
    requestDevice(chosen).then(
      (next) => {
        opened = next;
        if (!wanted) return close();
        next.getVideoTracks()[0]?.addEventListener('ended', () => wanted && failed(GONE));
        setStream(next);
      },
      (thrown) => wanted && failed(cameraProblem(thrown, { withheld: isWithheld() })),
    );
    return () => {
      wanted = false;
      close();
      setStream(null);
    };
  }, [chosen]);

  return { devices, chosen, choose, stream, problem };
}
