/** A found face as the page gets it. */

import { type Crops, keptFace } from './cropper.ts';
import type { FoundFace } from './faceFinder.ts';
import { corners } from './framing.ts';
import { poseOf } from './pose.ts';
import type { Face } from './protocol.ts';

/** @param keepColour whether what is stored of the face is wanted too */
export async function describe(
  face: FoundFace & Crops & Pick<Face, 'id' | 'score' | 'smoothBox' | 'fresh'>,
  keepColour: boolean,
): Promise<Face> {
  const { id, box, smoothBox, fresh, score, mesh, framing, crop, quality } = face;
  const kept = keepColour ? { stored: await keptFace(face) } : {};
  return { id, box, smoothBox, fresh, score, pose: poseOf(mesh), framing: corners(framing), crop, quality, ...kept };
}
