/** The pictures of samples as addresses for `<img>`: read when shown, a bounded number kept. Draws nothing. */

import { loadImages } from '../data/images.ts';
import type { SampleImage } from '../data/schema.ts';

/** Addresses kept for scrolling back, a few screens of a gallery. */
const KEPT = 600;

/** Pictures read at once: about a screen of a gallery, so that a fast scroll is not held up by what it has passed. */
const BATCH = 48;

const urls = new Map<string, string>();
/** Pictures that are not on the device yet. */
const unsaved = new Map<string, Blob>();
/** Who waits for which picture, in the order of asking. */
const wanted = new Map<string, Set<(url: string | null) => void>>();
let reading = false;

/** Shows pictures before they are written. */
export function rememberPictures(images: SampleImage[]): void {
  for (const { id, jpeg } of images) unsaved.set(id, jpeg);
}

/** They are written, or will never be. */
export function forgetPictures(images: SampleImage[]): void {
  for (const { id } of images) unsaved.delete(id);
}

/** The address, if it is at hand. */
export function pictureAtHand(id: string): string | null {
  const url = urls.get(id);
  if (url) {
    // Used last, forgotten last.
    urls.delete(id);
    urls.set(id, url);
    return url;
  }
  const fresh = unsaved.get(id);
  return fresh ? keep(id, fresh) : null;
}

/**
 * Calls back with the address of a sample's picture; with null when it is not stored. What is asked for together is
 * read together, the latest first.
 * @returns ends the wish, where the picture is no longer shown
 */
export function wantPicture(id: string, give: (url: string | null) => void): () => void {
  const givers = wanted.get(id) ?? new Set();
  wanted.set(id, givers.add(give));
  if (!reading) {
    reading = true;
    queueMicrotask(() => void readWanted());
  }
  return () => {
    givers.delete(give);
    if (givers.size === 0 && wanted.get(id) === givers) wanted.delete(id);
  };
}

async function readWanted(): Promise<void> {
  while (wanted.size > 0) {
    const asked = [...wanted].slice(-BATCH);
    for (const [id] of asked) wanted.delete(id);
    const images = await loadImages(asked.map(([id]) => id)).catch(() => []);
    const found = new Map(images.map(({ id, jpeg }) => [id, jpeg]));
    for (const [id, givers] of asked) {
      const blob = found.get(id);
      const url = blob && givers.size > 0 ? keep(id, blob) : null;
      for (const give of givers) give(url);
    }
  }
  reading = false;
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
