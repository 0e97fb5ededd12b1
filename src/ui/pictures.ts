/** The pictures of samples as addresses for `<img>`: read when shown, a bounded number kept. Draws nothing. */

import { loadImages } from '../data/images.ts';
import type { SampleImage } from '../data/schema.ts';

/** Addresses kept for scrolling back, a few screens of a gallery. */
const KEPT = 600;

const urls = new Map<string, string>();
/** Pictures that are not on the device yet. */
const unsaved = new Map<string, Blob>();
let wanted = new Map<string, ((url: string | null) => void)[]>();

/** Shows pictures before they are written. */
export function rememberPictures(images: SampleImage[]): void {
  for (const { id, jpeg } of images) unsaved.set(id, jpeg);
}

/** They are written, or will never be. */
export function forgetPictures(images: SampleImage[]): void {
  for (const { id } of images) unsaved.delete(id);
}

/** The address, if it is at hand. */
export const pictureAtHand = (id: string): string | null => urls.get(id) ?? null;

/** The address of a sample's picture; null when it is not stored. All that are asked for at once are read at once. */
export function picture(id: string): Promise<string | null> {
  const known = urls.get(id);
  if (known) return Promise.resolve(known);
  const fresh = unsaved.get(id);
  if (fresh) return Promise.resolve(keep(id, fresh));
  return new Promise((resolve) => {
    if (wanted.size === 0) queueMicrotask(() => void readWanted());
    wanted.set(id, [...(wanted.get(id) ?? []), resolve]);
  });
}

async function readWanted(): Promise<void> {
  const asked = wanted;
  wanted = new Map();
  const images = await loadImages([...asked.keys()]).catch(() => []);
  const found = new Map(images.map(({ id, jpeg }) => [id, jpeg]));
  for (const [id, resolves] of asked) {
    const blob = found.get(id);
    const url = blob ? keep(id, blob) : null;
    for (const resolve of resolves) resolve(url);
  }
}

function keep(id: string, blob: Blob): string {
  const known = urls.get(id);
  if (known) return known;
  const url = URL.createObjectURL(blob);
  urls.set(id, url);
  for (const [oldest, old] of urls) {
    if (urls.size <= KEPT) break;
    urls.delete(oldest);
    URL.revokeObjectURL(old);
  }
  return url;
}
