/** Reads cameras through the vision worker, all of them at one instant, again and again. Knows no samples. */

import { useEffect, useRef, useState } from 'react';
import { appearanceOf } from '../../math/appearance.ts';
import { toAppError } from '../../rpc/appError.ts';
import type { Face, Frame } from '../../vision/protocol.ts';
import { selectedFace } from '../live/choice.ts';
import { nextSourceNumber } from '../live/sourceNumber.ts';
import { errorWords } from '../parts/errorWords.ts';
import { whenVisionReady } from '../sources/whenReady.ts';
import { type SkipReason, whyNotKeep } from '../teach/smartCapture.ts';

/** The largest face of one camera, and why it is not fit to be kept; there is always a reason where there is no face. */
export type Seen = { face: Face | null; trouble: SkipReason | null };

/** What a look is for; `keep` null: only to be shown. Without a wish nobody looks. */
export type Wish<T> = { keep: T | null } | null;

type Watching<T> = {
  /** Asked at most once a painted frame, when the look before has been dealt with. */
  wish: () => Wish<T>;
  /** One face for each camera, in their order. */
  take: (seen: Seen[], keep: T | null) => void;
};

/**
 * Watches the cameras for as long as the component is there. A hidden page is not painted, and so not read.
 * @param videos a new list begins anew; an empty one rests
 * @returns why nothing can be read at the moment; null while all is well
 */
export function useWatch<T>(videos: readonly HTMLVideoElement[], watching: Watching<T>): string | null {
  const latest = useRef(watching);
  latest.current = watching;
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    if (videos.length === 0) return;
    let on = true;
    const sources = videos.map(nextSourceNumber);
    const once = async () => {
      const wish = videos.every(hasPicture) ? latest.current.wish() : null;
      if (!wish) return;
      try {
        const seen = await look(videos, sources, wish.keep !== null);
        if (!on) return;
        setProblem(null);
        latest.current.take(seen, wish.keep);
      } catch (thrown) {
        // A dead worker is being started again and has told the user so itself.
        if (on && toAppError(thrown).code !== 'worker-died') setProblem(errorWords(thrown));
      }
    };
    const run = async () => {
      while (on) {
        await new Promise(requestAnimationFrame);
        if (on) await once();
      }
    };
    void run();
    return () => {
      on = false;
    };
  }, [videos]);
  return problem;
}

const hasPicture = ({ readyState }: HTMLVideoElement): boolean => readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;

async function look(videos: readonly HTMLVideoElement[], sources: number[], keepColour: boolean): Promise<Seen[]> {
  const client = await whenVisionReady();
  const time = performance.now();
  // All pictures are taken before the first of them is read.
  const bitmaps = await Promise.all(videos.map((video) => createImageBitmap(video)));
  const frames = await Promise.all(
    bitmaps.map((frame, i) =>
      client.call(
        'frame',
        { frame, time, source: sources[i] ?? 0, range: 'near', everyFace: true, keepColour },
        { transfer: [frame] },
      ),
    ),
  );
  return frames.map(seenIn);
}

function seenIn(frame: Frame): Seen {
  const faces = frame.faces.map((face) => ({ ...face, area: face.smoothBox.width * face.smoothBox.height }));
  const face = selectedFace(faces, { chosen: null, picked: false });
  if (!face) return { face: null, trouble: 'no-face' };
  const appearance = appearanceOf(face.crop);
  return { face, trouble: whyNotKeep({ face, faces, frame, unsure: true, appearance }, []) };
}
