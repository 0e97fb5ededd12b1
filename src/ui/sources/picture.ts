/** Shows a picture of the user's with its faces. A picture that cannot be read leaves the stage as it was. */

import { beginSource, showPictureFaces, stageElements } from '../live/stage.ts';
import { errorWords } from '../parts/errorWords.ts';
import { count } from '../parts/words.ts';
import { announce, setState } from '../store.ts';
import { closeCamera } from './cameraStream.ts';
import { whenVisionReady } from './whenReady.ts';

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
