/** Shows a picture of the user's with its faces. A picture that cannot be read leaves the stage as it was. */

import { AppError } from '../../rpc/appError.ts';
import type { Client } from '../../rpc/client.ts';
import type { VisionCalls } from '../../vision/protocol.ts';
import { beginSource, showPictureFaces, stageElements } from '../live/stage.ts';
import { errorWords } from '../parts/errorWords.ts';
import { count } from '../parts/words.ts';
import { visionClient } from '../session.ts';
import { announce, getState, setState, useStore } from '../store.ts';
import { closeCamera } from './cameraStream.ts';

/** The picture asked for last: an older one that is still being read is dropped. */
let latest = 0;

export async function showPicture(file: File): Promise<void> {
  const mine = ++latest;
  setState({ sourceError: null, opening: file.name || 'Picture' });
  try {
    const client = await whenVisionReady();
    const { bitmap, ...frame } = await client.call('picture', { file, keepColour: true });
    if (mine !== latest) return bitmap.close();
    put(bitmap);
    closeCamera();
    beginSource({ kind: 'picture', name: file.name || 'Picture', width: frame.width, height: frame.height });
    announce(`${count(frame.faces.length, 'face')} found in the picture.`);
    await showPictureFaces(frame);
  } catch (thrown) {
    if (mine === latest) setState({ sourceError: errorWords(thrown) });
  } finally {
    if (mine === latest) setState({ opening: null });
  }
}

/** Lets an unfinished picture go, because another source was chosen. */
export function dropPicture(): void {
  latest += 1;
  setState({ opening: null });
}

function put(bitmap: ImageBitmap): void {
  const { video, picture } = stageElements();
  video.pause();
  video.srcObject = null;
  Object.assign(picture, { width: bitmap.width, height: bitmap.height });
  picture.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
}

/** The client, as soon as the face models are loaded. @throws `asset` when they cannot be */
function whenVisionReady(): Promise<Client<VisionCalls>> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const client = visionClient();
      const { vision } = getState();
      if (client) resolve(client);
      else if (vision.kind === 'failed') reject(new AppError('asset', vision.message));
      else return false;
      return true;
    };
    if (look()) return;
    const stop = useStore.subscribe(() => {
      if (look()) stop();
    });
  });
}
