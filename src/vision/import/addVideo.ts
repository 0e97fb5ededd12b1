/** Imports one video: every face of the frames that are taken becomes a sample. */

import { AppError } from '../../rpc/appError.ts';
import { importVideo } from '../film/importVideo.ts';
import type { Said } from '../protocol.ts';
import { type Item, readWords } from './gather.ts';
import type { Task } from './importFiles.ts';
import type { NewFace } from './newFace.ts';
import { frameId, newSample } from './newSample.ts';

/** Reports why it is left out, where it is. @throws `storage` when the device takes no more */
export async function addVideo(item: Item, said: Said, task: Task): Promise<void> {
  const { shared, options, signal, keeper, report } = task;
  const { path } = item;
  const skip = (reason: string) => report.skip(path, reason);
  let known = 0;

  const add = async (faces: NewFace[]) => {
    for (const { kept, ...face } of faces) {
      const id = await frameId(path, item.size, face.time, face.track);
      if (keeper.has(id)) known += 1;
      else {
        await keeper.add(newSample(id, said, { ...face, source: 'video', file: path }), said.of, kept);
        report.added(1);
      }
    }
  };

  /** One step until it is open, then one for each frame. */
  let steps = 1;
  let done = 0;
  const progress = (at: number, total: number) => {
    report.expect(total - steps);
    report.advance(at - done);
    steps = total;
    done = at;
  };

  try {
    await importVideo(path, await item.read(), options, { shared, signal, add, progress, skip });
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'storage') throw thrown;
    skip(readWords(thrown));
  }
  report.advance(steps - done);
  if (known > 0) skip(`${known} of its faces are already here.`);
}
