/** Faces from frame to frame of one source: follows meshes, detects now and then, keeps ids. Knows no calls or workers. */

import { overlap } from '../math/box.ts';
import { AppError } from '../rpc/appError.ts';
import type { Cropper, Crops } from './cropper.ts';
import { distinct, type FaceFinder, type FoundFace } from './faceFinder.ts';
import type { Detection } from './mediapipe.ts';
import { type BoxFilter, createBoxFilter } from './oneEuro.ts';
import type { Picture } from './patch.ts';
import type { Range, VisionTimings } from './protocol.ts';
import { regionOfDetection, regionOfMesh } from './region.ts';
import { FINE_TILE, tiles, wholePicture } from './tiles.ts';
import { expectedBox, follow, NO_TRACKS, type Track, type Tracks } from './tracker.ts';

/** A face in a frame, before its crops are cut. */
type Followed = FoundFace & { score: number; confirmedAt: number; lookedAt: number };

/** A face of one frame before it has an id. `lookedAt`: when its mesh and crops were made; in between only its box moves. */
type Sighting = Followed & Crops;

export type TrackedFace = Sighting & { id: number; smoothBox: FoundFace['box']; fresh: boolean };

export type Video = {
  /**
   * @param time ms, later than that of the frame before
   * @param everyFace whether each face is looked at; else, of many, only those that wait longest (`fresh`)
   */
  next: (
    picture: Picture,
    time: number,
    range: Range,
    everyFace: boolean,
  ) => { faces: TrackedFace[]; timings: VisionTimings };
};

/** With every known face in view a detector looks for new ones this often, ms: somewhere in a group, everywhere near. */
const DETECT_EVERY_MS = { near: 400, group: 100 } as const;

/** A face that the landmark model follows but no search has met for this long is looked at from near by, ms. */
const DOUBTED_MS = 1000;

/** If that does not find it either until now, it is none, ms. */
const UNCONFIRMED_MS = 2000;

/** Most faces followed at a time: as many as one prediction takes, or the tiles of a large gallery. */
const MOST_FACES = { near: 4, group: 8, thorough: 25 } as const;

/** A thorough search looks everywhere this often, ms of the source's time. */
const SWEEP_EVERY_MS = 1000;

/** Where faces are seen that are smaller than this, of the picture's longer side, it looks for more of them. */
const SMALL_FACE = 1 / 15;

/** A detection confirms a followed face from this overlap on: detectors' boxes are squarer than meshes. */
const CONFIRMS = 0.25;

/** Known faces that are looked at in one frame where not every one has to be. */
const MOST_LOOKS = 2;

/** @param thorough for faces that are kept: it may take longer than the source does, and there may be more of them */
export function createVideo(finder: FaceFinder, cropper: Cropper, thorough = false): Video {
  let tracks: Tracks<Sighting> = NO_TRACKS;
  let lastDetection = Number.NEGATIVE_INFINITY;
  let lastSweep = Number.NEGATIVE_INFINITY;
  let searches = 0;
  const filters = new Map<number, BoxFilter>();

  const inView = () => tracks.tracks.filter((track) => track.time === tracks.time);

  const fine = (longer: number): boolean =>
    thorough && (searches === 0 || inView().some(({ seen }) => seen.box.width < SMALL_FACE * longer));

  const followed = (picture: Picture, time: number, everyFace: boolean): (Followed | Sighting)[] => {
    const known = inView();
    const waiting = [...known].sort((a, b) => a.seen.lookedAt - b.seen.lookedAt);
    const turn = new Set(everyFace ? known : waiting.slice(0, MOST_LOOKS));
    const found = known.flatMap((track): (Followed | Sighting)[] => {
      const { seen } = track;
      if (!turn.has(track)) return [{ ...seen, box: expectedBox(track, time) }];
      const face = finder.meshNear(picture, regionOfMesh(seen.mesh));
      return face ? [{ ...face, score: seen.score, confirmedAt: seen.confirmedAt, lookedAt: time }] : [];
    });
    return distinct(found, ({ box }) => box);
  };

  const detected = (picture: Picture, time: number, range: Range): Detection[] => {
    const whole = wholePicture(picture);
    const small = [
      whole,
      ...(range === 'group' ? tiles(picture) : []),
      ...(fine(whole.side) ? tiles(picture, FINE_TILE) : []),
    ];
    // The first frame is searched everywhere, later ones in one place after the other: a search of all takes too long.
    const everywhere = searches === 0 || (thorough && time - lastSweep >= SWEEP_EVERY_MS);
    const places = everywhere ? small : [small[searches % small.length]!];
    if (everywhere) lastSweep = time;
    searches++;
    return finder.detect(picture, [
      ...places.map((region) => ({ region, detector: 'full' as const })),
      ...(range === 'near' ? [{ region: whole, detector: 'short' as const }] : []),
    ]);
  };

  const sightings = (picture: Picture, time: number, range: Range, everyFace: boolean) => {
    const faces = followed(picture, time, everyFace);
    const lost = tracks.tracks.length > faces.length;
    if (faces.length > 0 && !lost && time - lastDetection < DETECT_EVERY_MS[range]) return faces;
    lastDetection = time;
    for (const detection of detected(picture, time, range)) {
      const known = faces.find(({ box }) => overlap(box, detection.box) > CONFIRMS);
      if (known) Object.assign(known, { score: detection.score, confirmedAt: time });
      else if (faces.length < MOST_FACES[thorough ? 'thorough' : range]) {
        const face = finder.meshNear(picture, regionOfDetection(detection.box, detection.eyes));
        if (face) faces.push({ ...face, score: detection.score, confirmedAt: time, lookedAt: time });
      }
    }
    for (const face of faces) {
      if (time - face.confirmedAt < DOUBTED_MS) continue;
      const closer = finder.closeUp(picture, face.box, regionOfMesh(face.mesh).angle);
      if (closer) Object.assign(face, { score: closer.score, confirmedAt: time });
    }
    return distinct(
      faces.filter(({ confirmedAt }) => time - confirmedAt <= UNCONFIRMED_MS),
      ({ box }) => box,
    );
  };

  const smooth = ({ id, seen, time }: Track<Sighting>): TrackedFace => {
    const filter = filters.get(id) ?? createBoxFilter();
    filters.set(id, filter);
    return { ...seen, id, smoothBox: filter(seen.box, time), fresh: seen.lookedAt === time };
  };

  return {
    next: (picture, time, range, everyFace) => {
      if (time <= tracks.time) {
        throw new AppError('internal', 'Frame times must rise; another source needs its own number.');
      }
      const start = performance.now();
      const found = sightings(picture, time, range, everyFace);
      const middle = performance.now();
      const seen = found.map((face) => ('crop' in face ? face : { ...face, ...cropper(picture, face.mesh) }));
      tracks = follow(tracks, seen, time);
      const faces = inView().map(smooth);
      for (const id of filters.keys()) if (!tracks.tracks.some((track) => track.id === id)) filters.delete(id);
      return { faces, timings: { detect: middle - start, crop: performance.now() - middle } };
    },
  };
}
