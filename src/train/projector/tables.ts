/** Embeddings as the tables of the Embedding Projector (projector.tensorflow.org). Knows no pictures. Pure. */

import type { Collection } from '../../data/change.ts';
import type { Sample } from '../../data/schema.ts';
import { splitOf } from '../../data/split.ts';

/** Largest side of a sprite that the projector shows, px. */
const LARGEST_SPRITE = 8192;
const LARGEST_TILE = 64;

/** Names within the zip. */
export const PROJECTOR_FILES = {
  vectors: 'vectors.tsv',
  metadata: 'metadata.tsv',
  sprite: 'sprite.jpg',
  config: 'projector_config.json',
  readme: 'README.txt',
} as const;

/** Tiles row by row from the top left, `columns` in a row; `tile` and `side` in px. */
export type SpriteLayout = { columns: number; tile: number; side: number };

/** One row a sample, no head: the values of its embedding. @param embeddings f32 [width] each */
export const vectorsTsv = (embeddings: readonly Float32Array[]): string =>
  embeddings.map((row) => `${Array.from(row, (value) => Number(value.toPrecision(6))).join('\t')}\n`).join('');

/** One row a sample below a head, in the order of the vectors. `answers`: the class that the model names for each. */
export function metadataTsv(
  samples: readonly Sample[],
  answers: readonly string[],
  { classes, split }: Pick<Collection, 'classes' | 'split'>,
): string {
  const nameOf = new Map(classes.map(({ id, name }) => [id, name]));
  const head = ['class', 'answer', 'person', 'session', 'split', 'valence', 'arousal', 'intensity', 'yaw', 'id'];
  const rows = samples.map((sample, i) => [
    nameOf.get(sample.classId ?? '') ?? 'no class',
    answers[i] ?? '',
    sample.person,
    sample.session,
    splitOf(sample, split),
    ...[sample.valence, sample.arousal, sample.intensity, sample.yaw].map((value) => value?.toFixed(3) ?? ''),
    sample.id,
  ]);
  return [head, ...rows].map((cells) => `${cells.map(plain).join('\t')}\n`).join('');
}

/** A name may hold what ends a cell. */
const plain = (cell: string): string => cell.replace(/\s+/g, ' ').trim();

/** As square as can be, and no larger than the projector shows. */
export function spriteLayout(count: number): SpriteLayout {
  const columns = Math.max(1, Math.ceil(Math.sqrt(count)));
  const tile = Math.max(1, Math.min(LARGEST_TILE, Math.floor(LARGEST_SPRITE / columns)));
  return { columns, tile, side: columns * tile };
}

/** What the projector reads where the files are on the web. @param sprite null: without pictures */
export function projectorConfig(name: string, [count, width]: [number, number], sprite: SpriteLayout | null): string {
  const embedding = {
    tensorName: name,
    tensorShape: [count, width],
    tensorPath: PROJECTOR_FILES.vectors,
    metadataPath: PROJECTOR_FILES.metadata,
    ...(sprite && { sprite: { imagePath: PROJECTOR_FILES.sprite, singleImageDim: [sprite.tile, sprite.tile] } }),
  };
  return `${JSON.stringify({ embeddings: [embedding] }, null, 2)}\n`;
}

export const PROJECTOR_README = `Embeddings for the Embedding Projector

Open https://projector.tensorflow.org, press Load, choose vectors.tsv and metadata.tsv, and colour by "class".
Your browser reads the files; what that page does with them is in the hands of whoever runs it.

Pictures (sprite.jpg) need projector_config.json: put all files into one folder of a web server that allows other pages
to read them, or run TensorBoard with its projector plug-in on this folder.
`;
