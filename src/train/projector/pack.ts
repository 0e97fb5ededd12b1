/** The zip for the Embedding Projector, put together. Fetched when it is first asked for. Browser only. */

import type { Collection } from '../../data/change.ts';
import { zipOf } from '../../data/plainZip.ts';
import type { Sample } from '../../data/schema.ts';
import { drawSprite } from './sprite.ts';
import { metadataTsv, PROJECTOR_FILES, PROJECTOR_README, projectorConfig, spriteLayout, vectorsTsv } from './tables.ts';

/** Row i of each list is of one sample. `pictures`: called while they are drawn; null: without any. */
export type Embedded = {
  name: string;
  samples: readonly Sample[];
  embeddings: readonly Float32Array[];
  answers: readonly string[];
  collection: Pick<Collection, 'classes' | 'split'>;
  pictures: ((done: number) => Promise<void>) | null;
};

export async function packProjector({
  name,
  samples,
  embeddings,
  answers,
  collection,
  pictures,
}: Embedded): Promise<Blob> {
  const layout = pictures ? spriteLayout(samples.length) : null;
  const ids = samples.map(({ id }) => id);
  const sprite = layout && pictures ? await drawSprite(ids, layout, pictures) : null;
  const shape: [number, number] = [samples.length, embeddings[0]?.length ?? 0];
  return zipOf([
    [PROJECTOR_FILES.vectors, vectorsTsv(embeddings)],
    [PROJECTOR_FILES.metadata, metadataTsv(samples, answers, collection)],
    [PROJECTOR_FILES.config, projectorConfig(name, shape, layout)],
    [PROJECTOR_FILES.readme, PROJECTOR_README],
    ...(sprite ? ([[PROJECTOR_FILES.sprite, sprite]] as const) : []),
  ]);
}
