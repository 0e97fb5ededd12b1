/** Embeddings that were computed once, by encoder and sample: derived data, which may be lost. Knows no encoder. */

import { openDatabase, stored, write } from './database.ts';
import type { StoredEmbedding } from './schema.ts';

/** The stored embeddings of these samples by this encoder, by id; the others are left out. */
export function loadEmbeddings(encoder: string, ids: readonly string[]): Promise<Map<string, Float32Array>> {
  return stored(async () => {
    const store = (await openDatabase()).transaction('embeddings').store;
    const found = await Promise.all(ids.map((id) => store.get([encoder, id])));
    return new Map(found.flatMap((embedding) => (embedding ? [[embedding.id, embedding.values]] : [])));
  });
}

/** Keeps embeddings; those of pictures that were deleted meanwhile are dropped, so that nothing of them stays. */
export function saveEmbeddings(embeddings: readonly StoredEmbedding[]): Promise<void> {
  return write(['images', 'embeddings'], async (transaction) => {
    const images = transaction.objectStore('images');
    const store = transaction.objectStore('embeddings');
    const present = await Promise.all(embeddings.map(({ id }) => images.getKey(id)));
    await Promise.all(embeddings.filter((_, i) => present[i] !== undefined).map((embedding) => store.put(embedding)));
  });
}
