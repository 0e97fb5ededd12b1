/** The training sets: what each is for and which scenes it has. Knows no pixels. */

import { PEOPLE } from '../people.ts';
import { affectScenes } from './affect.ts';
import { clipScenes } from './clips.ts';
import { GROUPS, mashupScenes } from './mashup.ts';
import type { Scene } from './scene.ts';
import { viewScenes } from './views.ts';

export type ActorSet = {
  id: string;
  title: string;
  text: string;
  /** Ids of the methods that need just this. */
  methods: string[];
  /** Those of one person or group stand together. */
  scenes: () => Scene[];
};

export const SETS: readonly ActorSet[] = [
  {
    id: 'views',
    title: 'Turning heads',
    text: 'Everyone holds each of eight expressions once and turns the head from one side to the other: seven views of each moment.',
    methods: ['clmex'],
    scenes: () => PEOPLE.flatMap(viewScenes),
  },
  {
    id: 'mashup',
    title: 'Reactions to a film',
    text: 'Six at a time watch one film and react to it, each with a lag of their own; in each group one hardly reacts and one reacts differently.',
    methods: ['rmfer'],
    scenes: () => Array.from({ length: GROUPS }, (_, group) => mashupScenes(group)).flat(),
  },
  {
    id: 'clips',
    title: 'Clips of one person',
    text: 'Ten seconds of everyone alone: from neutral to an expression and back, twice.',
    methods: ['sslfer'],
    scenes: () => PEOPLE.flatMap(clipScenes),
  },
  {
    id: 'affect',
    title: 'Weak and strong expressions',
    text: 'Expressions and their blends around the circle of valence and arousal, each once weak and once strong.',
    methods: ['cal'],
    scenes: () => PEOPLE.flatMap(affectScenes),
  },
];
