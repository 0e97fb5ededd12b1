/** `mien.json`: what an exported collection says of itself. */

import { readEntry, readProject } from '../../../src/data/projectFile.ts';
import { bytesOf, textOf } from '../draft.ts';
import { type Format, ROOM } from '../format.ts';

export const sample = {
  id: 's1',
  classId: 'smile',
  valence: 0.5,
  arousal: null,
  intensity: 1,
  person: 'Ada',
  session: 'monday',
  source: 'camera',
  recordedAt: 1_700_000_000_000,
  clip: 'take 1',
  time: 280,
  moment: null,
  track: 1,
  tile: null,
  yaw: -5,
  pitch: 2.5,
  file: null,
};

export const project = {
  format: 'mien',
  version: 1,
  classes: [
    { id: 'smile', name: 'Smile', colour: '#E69F00', order: 1, enabled: true },
    { id: 'frown', name: 'Frown', colour: '#56B4E9', order: 2, enabled: false },
  ],
  split: { by: 'person', locked: true, units: { Ada: 'train', Ben: 'test' } },
  samples: [
    { sample, image: 'Smile/000001.jpg', sha256: '0'.repeat(64), landmarks: 0 },
    {
      sample: { ...sample, id: 's2', classId: null },
      image: 'unlabelled/000002.jpg',
      sha256: 'f'.repeat(64),
      landmarks: null,
    },
  ],
};

export const format: Format = {
  name: 'project',
  door: 'readProject, readEntry',
  drafts: [project],
  encode: bytesOf,
  torn: true,
  read: (bytes) => {
    const read = readProject(textOf(bytes));
    if (typeof read === 'string') return { value: null, refusals: [read] };
    const entries = read.samples.map(readEntry);
    return {
      value: [read.classes, read.split, entries],
      refusals: entries.filter((entry) => typeof entry === 'string'),
    };
  },
  shell: /^mien\.json is damaged\. Export the collection again, or/,
  room: ROOM,
};
