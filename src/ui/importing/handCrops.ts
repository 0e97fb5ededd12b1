/** Pictures in which no face was found: read for cropping by hand, and kept as samples. Draws nothing. */

import { addSamples } from '../../data/edits.ts';
import type { ExpressionClass, Sample } from '../../data/schema.ts';
import type { Said, Skipped, Square } from '../../vision/protocol.ts';
import { perform } from '../library.ts';
import { whenVisionReady } from '../sources/whenReady.ts';
import { announce, getState } from '../store.ts';
import type { Given } from './given.ts';
import { importState, setImportState } from './importState.ts';

/** Shows the crop view for these, or the summary again. */
export function setCropping(cropping: Skipped[] | null): void {
  const { stage } = importState();
  if (stage.kind === 'done') setImportState({ stage: { ...stage, cropping } });
}

/** The picture, at most 1,600 px; the caller closes it. @throws `bad-input` */
export async function openSkipped(path: string): Promise<ImageBitmap> {
  const client = await whenVisionReady();
  return (await client.call('skippedPicture', { files: filesFor(path), path })).bitmap;
}

/** Keeps the square of a skipped picture as a sample of which `said` is known. @returns whether it was kept */
export async function keepCrop(path: string, said: Said, square: Square, classId: string | null): Promise<boolean> {
  const client = await whenVisionReady();
  const { jpeg } = await client.call('cropByHand', { files: filesFor(path), path, square });
  const { of: _of, ...known } = said;
  const id = crypto.randomUUID();
  const sample: Sample = {
    ...known,
    id,
    classId,
    source: 'picture',
    recordedAt: Date.now(),
    clip: null,
    time: null,
    track: 1,
    tile: null,
    pitch: null,
    file: path,
  };
  const kept = perform('crop a face by hand', () => addSamples([sample]), { images: [{ id, jpeg, landmarks: null }] });
  if (!kept) return false;
  announce('Face kept.');
  noLongerSkipped(path);
  return true;
}

function noLongerSkipped(path: string): void {
  const { stage } = importState();
  if (stage.kind !== 'done') return;
  const skipped = stage.summary.skipped.filter((entry) => entry.path !== path);
  setImportState({ stage: { ...stage, summary: { ...stage.summary, skipped } } });
}

/** The class that is said of a picture, if it exists. */
export function classSaid({ of }: Said): string | null {
  if (of === null) return null;
  const said = (record: ExpressionClass) =>
    'id' in of ? record.id === of.id : record.name.toLowerCase() === of.name.toLowerCase();
  return getState().classes.find(said)?.id ?? null;
}

/** Mostly only the file that holds the picture: itself, or the zip that its path begins with. */
function filesFor(path: string): Given[] {
  const { files } = importState();
  const holders = files.filter((given) => path === given.path || path.startsWith(`${given.path}/`));
  // The importer may have written a path in another Unicode form.
  return holders.length > 0 ? holders : files;
}
