/** Brings a set of the rendered actors into the collection: fetched, then imported as the export that it is. */

import type { ActorSetInfo } from '../../data/actorIndex.ts';
import { importState } from '../importing/importState.ts';
import { openImport } from '../importing/openImport.ts';
import { startImport } from '../importing/runImport.ts';
import { setState } from '../store.ts';
import { fetchActorSet } from './fetchActors.ts';

/** Resolves when the import has begun, or was refused with the reason shown. @throws as `fetchActorSet` */
export async function loadActorSet(
  set: ActorSetInfo,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const file = await fetchActorSet(set, onProgress, signal);
  setState({ dialog: null });
  openImport([{ path: `${set.title}.zip`, file }]);
  if (importState().stage.kind !== 'asking') return;
  // Everything that the options could say is said by the set itself.
  void startImport(
    { classId: null, person: '', session: set.title, multiView: false, framesPerSecond: 1, clipSeconds: null },
    null,
  );
}
