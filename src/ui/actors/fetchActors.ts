/** Fetches the rendered actors' training sets from the app's own place, on demand. Knows no store and no import. */

import type { ActorIndex, ActorSetInfo } from '../../data/actorIndex.ts';
import { AppError } from '../../rpc/appError.ts';
import { ROOT } from '../session.ts';

const address = (name: string): string => new URL(`samples/actors/${name}`, ROOT).href;

/** @throws `asset` when it cannot be fetched */
export async function fetchActorIndex(): Promise<ActorIndex> {
  try {
    const reply = await fetch(address('index.json'));
    if (!reply.ok) throw new Error(`${reply.status}`);
    return (await reply.json()) as ActorIndex;
  } catch (cause) {
    throw new AppError('asset', 'The list of sample actors could not be fetched. Go online and try again.', { cause });
  }
}

/**
 * A set's zip.
 * @param onProgress share that has arrived, 0–1
 * @throws `aborted` after the signal; `asset` when it cannot be fetched whole
 */
export async function fetchActorSet(
  { id, title, bytes }: ActorSetInfo,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<File> {
  try {
    const reply = await fetch(address(`${id}.zip`), { signal });
    if (!reply.ok || !reply.body) throw new Error(`${reply.status}`);
    const parts: Uint8Array<ArrayBuffer>[] = [];
    let arrived = 0;
    for (const reader = reply.body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      arrived += value.length;
      onProgress(Math.min(1, arrived / bytes));
    }
    if (arrived !== bytes) throw new Error(`${arrived} of ${bytes} bytes`);
    return new File(parts, `${id}.zip`);
  } catch (cause) {
    if (signal.aborted) throw new AppError('aborted', 'Stopped.', { cause });
    throw new AppError('asset', `“${title}” could not be fetched whole. Go online and try again.`, { cause });
  }
}
