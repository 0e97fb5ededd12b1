/** The page that the renderer drives: loads the head, keeps the actors and answers for pictures. Knows no files. */

import { type HeadLayout, parseHead } from '../head.ts';
import type { Person } from '../person.ts';
import type { Posture } from '../timeline.ts';
import { type Actor, createActor, type Landmark } from './actor.ts';
import { createStudio } from './studio.ts';

/** One picture and where the face is in it, px from the top left. */
export type Shot = {
  /** RGBA, top row first, base64. */
  pixels: string;
  landmarks: Record<Landmark, [x: number, y: number]>;
  /** Chin to above the brows, cheek to cheek. */
  face: { x: number; y: number; width: number; height: number };
};

export type Stage = {
  shoot: (person: Person, posture: Posture) => Shot;
};

/** Actors that are kept at a time: the clip's, whose tiles take turns. */
const KEPT = 6;

declare global {
  var stage: Promise<Stage>;
}

async function open(): Promise<Stage> {
  const query = new URLSearchParams(location.search);
  const [layout, file] = await Promise.all([
    fetch('/head/ict_compact.json').then((reply) => reply.json() as Promise<HeadLayout>),
    fetch('/head/ict_compact.bin').then((reply) => reply.arrayBuffer()),
  ]);
  const head = parseHead(layout, file);
  const studio = createStudio(Number(query.get('side')), Number(query.get('passes')));
  const actors = new Map<string, Actor>();
  const actorOf = (person: Person): Actor => {
    const known = actors.get(person.id);
    if (known) return known;
    if (actors.size === KEPT) actors.clear();
    const actor = createActor(head, person, Number(query.get('detail')));
    actors.set(person.id, actor);
    return actor;
  };
  return {
    shoot(person, posture) {
      const actor = actorOf(person);
      actor.pose(posture);
      const pixels = studio.shoot(actor.scene, actor.person);
      const { landmarks, outline } = actor.measure();
      const points = outline.map(studio.project);
      const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
      const [x, y] = [Math.min(...xs), Math.min(...ys)];
      return {
        pixels: base64(pixels),
        landmarks: Object.fromEntries(
          Object.entries(landmarks).map(([name, point]) => [name, studio.project(point)]),
        ) as Shot['landmarks'],
        face: { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y },
      };
    },
  };
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text);
}

globalThis.stage = open();
