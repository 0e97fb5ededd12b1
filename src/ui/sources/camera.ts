/** Opens the camera, or another one. Its picture goes to the stage's video element and nowhere else. */

import { beginSource, stageElements } from '../live/stage.ts';
import { preferences, setPreferences } from '../preferences.ts';
import { announce, setState } from '../store.ts';
import { type CameraProblem, cameraObstacle, cameraProblem } from './cameraErrors.ts';
import { holdStream, isHeld } from './cameraStream.ts';
import { showClip } from './clip.ts';

/** Asks the browser for the camera and shows it. @returns what went wrong, in words; null when it runs */
export async function openCamera(deviceId = preferences().camera): Promise<CameraProblem | null> {
  const obstacle = cameraObstacle({
    userAgent: navigator.userAgent,
    secure: isSecureContext,
    // Typed as always there, but insecure and in-app contexts lack it.
    hasMediaDevices: typeof (navigator.mediaDevices as MediaDevices | undefined)?.getUserMedia === 'function',
  });
  if (obstacle) return obstacle;
  try {
    const next = await requestStream(deviceId);
    holdStream(next);
    await show(next);
    return null;
  } catch (thrown) {
    return cameraProblem(thrown, { withheld: isWithheld() });
  }
}

/** Whether the page around this frame keeps the camera from it; where the browser does not tell, any page around may. */
export function isWithheld(): boolean {
  if (window.top === window) return false;
  const { featurePolicy } = document as { featurePolicy?: { allowsFeature: (name: string) => boolean } };
  return !featurePolicy?.allowsFeature('camera');
}

const SIZE = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };

/** Asks for just this camera. Whoever asks ends its tracks. @throws what `getUserMedia` throws */
export const requestDevice = (deviceId: string): Promise<MediaStream> =>
  navigator.mediaDevices.getUserMedia({ video: { ...SIZE, deviceId: { exact: deviceId } } });

/** The stored device may be gone: then any camera will do. */
async function requestStream(deviceId: string): Promise<MediaStream> {
  if (deviceId) {
    try {
      return await requestDevice(deviceId);
    } catch (thrown) {
      if (!(thrown instanceof Error) || !['OverconstrainedError', 'NotFoundError'].includes(thrown.name)) throw thrown;
    }
  }
  return navigator.mediaDevices.getUserMedia({ video: { ...SIZE, facingMode: 'user' } });
}

async function show(next: MediaStream): Promise<void> {
  const [track] = next.getVideoTracks();
  if (!track) throw new DOMException('The stream has no picture.', 'NotFoundError');
  const { deviceId = '', width = 0, height = 0 } = track.getSettings();
  setPreferences({ camera: deviceId });
  track.addEventListener('ended', () => {
    if (!isHeld(next)) return;
    void showClip();
    setState({
      sourceError: 'The camera was disconnected or taken over by another app. Reconnect it and choose Camera again.',
    });
  });
  const { video } = stageElements();
  video.removeAttribute('src');
  video.srcObject = next;
  beginSource({ kind: 'camera', name: track.label || 'Camera', width, height });
  announce('The camera is running.');
  await video.play();
}

export type CameraDevice = { id: string; label: string };

/** The cameras by name; browsers give the names only after the user has allowed one. */
export async function listCameras(): Promise<CameraDevice[]> {
  const devices = (await (navigator.mediaDevices as MediaDevices | undefined)?.enumerateDevices()) ?? [];
  return devices
    .filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '')
    .map(({ deviceId, label }, i) => ({ id: deviceId, label: label || `Camera ${i + 1}` }));
}
