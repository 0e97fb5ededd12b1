/** Pictures of samples for the canvas: asked for when they are drawn, at hand once they are read. */

import { wantPicture } from '../pictures.ts';

/** Kept decoded at most; a map that shows more draws the others as shapes. */
const MOST = 500;

/** @param arrived is called when another picture can be drawn */
export function createThumbnails(arrived: () => void) {
  const images = new Map<string, HTMLImageElement>();
  const wishes = new Map<string, () => void>();
  return {
    at(id: string): HTMLImageElement | null {
      const image = images.get(id);
      if (image) return image;
      if (wishes.has(id) || wishes.size + images.size >= MOST) return null;
      wishes.set(
        id,
        wantPicture(id, (url) => {
          if (!url) return;
          const fresh = new Image();
          fresh.onload = () => {
            wishes.delete(id);
            images.set(id, fresh);
            arrived();
          };
          fresh.src = url;
        }),
      );
      return null;
    },
    /** Nothing is drawn any more. */
    close(): void {
      for (const end of wishes.values()) end();
      wishes.clear();
      images.clear();
    },
  };
}
