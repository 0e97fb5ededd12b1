/** Imports one picture: its only face becomes a sample. */

import { decodePicture } from '../decodePicture.ts';
import { readImageHeader } from '../imageHeader.ts';
import type { Said } from '../protocol.ts';
import { type Item, readWords } from './gather.ts';
import type { Task } from './importFiles.ts';
import { newSample, pictureId } from './newSample.ts';
import { type OnlyFace, onlyFace } from './onlyFace.ts';

/** Reports why it is left out, where it is. @throws `storage` when the device takes no more */
export async function addPicture(item: Item, said: Said, { shared, keeper, report }: Task): Promise<void> {
  const { path } = item;
  let id: string;
  let face: OnlyFace | number;
  try {
    const blob = await item.read();
    const bytes = await blob.arrayBuffer();
    id = await pictureId(path, bytes);
    if (keeper.has(id)) return report.skip(path, 'It is already here.');
    if (readImageHeader(new Uint8Array(bytes))?.animated) {
      return report.skip(
        path,
        'This picture moves. Crop its first frame by hand, or convert it to an MP4 video.',
        said,
      );
    }
    const bitmap = await decodePicture(blob);
    try {
      // Only the search waits for its turn: meanwhile frames of the live view have theirs.
      face = await shared.inTurn(() => onlyFace(shared.engine(), bitmap));
    } finally {
      bitmap.close();
    }
  } catch (thrown) {
    return report.skip(path, readWords(thrown));
  }
  if (face === 0) return report.skip(path, 'No face was found. Crop it by hand.', said);
  if (typeof face === 'number') return report.skip(path, `${face} faces in this picture. Crop one by hand.`, said);
  const sample = newSample(id, said, { ...ALONE, file: path, pose: face.pose });
  if (said.yaw !== null && sample.yaw !== said.yaw) report.turned();
  await keeper.add(sample, said.of, face.kept);
  report.added(1);
}

const ALONE = { source: 'picture', clip: null, time: null, track: 1 } as const;
