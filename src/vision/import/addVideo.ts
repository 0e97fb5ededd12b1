/** Imports one video: every face of the frames that are taken becomes a sample; at its end, who is who. */

import { AppError } from '../../rpc/appError.ts';
import { importVideo } from '../film/importVideo.ts';
import type { Said } from '../protocol.ts';
import { type Item, readWords } from './gather.ts';
import type { Task } from './importFiles.ts';
import { nameCast, type Seen } from './nameCast.ts';
import type { NewFace } from './newFace.ts';
import { frameId, newSample } from './newSample.ts';

/**
 * Reports why it is left out, where it is.
 * @param sure whether the files themselves say who is shown
 * @throws `storage` when the device takes no more
 */
export async function addVideo(item: Item, said: Said, sure: boolean, task: Task): Promise<void> {
  const { shared, options, signal, keeper, report } = task;
  const { path } = item;
  const skip = (reason: string) => report.skip(path, reason);
  const seen: Seen[] = [];
  const add = async (faces: NewFace[]) => {
    for (const { kept, ...face } of faces) {
      const { track, clip, pose } = face;
      const id = await frameId(path, item.size, face.time, track);
      const storedAs = keeper.personOf(id);
      seen.push({ id, track, clip, yaw: pose.yaw, pitch: pose.pitch, storedAs });
      if (storedAs !== null) continue;
      await keeper.add(newSample(id, said, { ...face, source: 'video', file: path }), said.of, kept);
      report.added(1);
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
    const cast = await importVideo(path, await item.read(), options, { shared, signal, add, progress, skip });
    const { changes, film } = nameCast(path, seen, cast, { person: said.person, sure }, keeper.people());
    await keeper.revise(changes);
    if (changes.size > 0) report.film(film);
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'storage') throw thrown;
    skip(readWords(thrown));
  }
  report.advance(steps - done);
  const known = seen.filter(({ storedAs }) => storedAs !== null).length;
  if (known > 0) skip(`${known} of its faces are already here.`);
}
