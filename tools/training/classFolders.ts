/** Reads a folder of class folders: each picture is one framed face. Knows no export and no model. */

import { PALETTE } from '../../src/data/palette.ts';
import type { Sample } from '../../src/data/schema.ts';
import { type Item, readWords } from '../../src/vision/import/gather.ts';
import { labelOf } from '../../src/vision/import/label.ts';
import { newSample, pictureId } from '../../src/vision/import/newSample.ts';
import type { ImportOptions } from '../../src/vision/protocol.ts';
import type { OpenData } from './openData.ts';
import { framedWide } from './pictures.ts';

/** Nothing is known of people and sittings; videos are not read. */
const UNKNOWN: ImportOptions = {
  classId: null,
  person: 'unknown',
  session: 'folder',
  multiView: false,
  framesPerSecond: 0,
  clipSeconds: null,
};

/** Between pictures, ms: longer than a stretch of a split by time, so that each picture is a unit of its own. */
const APART_MS = 10_000;

export async function readClassFolders(
  items: readonly Item[],
  side: number,
  say: (line: string) => void,
): Promise<OpenData> {
  const pictures = items.filter(({ kind }) => kind === 'picture').sort((a, b) => (a.path < b.path ? -1 : 1));
  say(
    'This is no export of the page: each picture is taken as one framed face and scaled, and nothing is known of who is shown.',
  );
  const crops = new Map<string, Uint8Array>();
  const samples: Sample[] = [];
  const names = new Set<string>();
  for (const [i, item] of pictures.entries()) {
    try {
      const bytes = await (await item.read()).arrayBuffer();
      const id = await pictureId(item.path, bytes);
      crops.set(id, await framedWide(new Uint8Array(bytes), side));
      const said = labelOf(item, null, null, UNKNOWN);
      const name = said.of && 'name' in said.of ? said.of.name : null;
      if (name !== null) names.add(name);
      const sample = newSample(id, said, {
        source: 'picture',
        file: item.path,
        clip: null,
        time: null,
        track: 0,
        pose: { yaw: null, pitch: null },
      });
      samples.push({ ...sample, classId: name, recordedAt: i * APART_MS });
    } catch (thrown) {
      say(`Left out ${item.path}: ${readWords(thrown)}`);
    }
  }
  const classes = [...names].sort().map((name, order) => ({
    id: name,
    name,
    colour: PALETTE[order % PALETTE.length]?.value ?? '',
    order,
    enabled: true,
  }));
  return { collection: { classes, samples, split: null }, crops, landmarks: new Map() };
}
