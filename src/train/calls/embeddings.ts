/** The call that gives the samples' embeddings away, for tools that show them. Fetches what packs them when it is asked. */

import { loadCollection } from '../../data/collection.ts';
import type { Sample } from '../../data/schema.ts';
import { AppError } from '../../rpc/appError.ts';
import type { Handlers } from '../../rpc/protocol.ts';
import type { Answer } from '../answerBook.ts';
import type { TrainerCalls } from '../protocol.ts';
import type { Context } from './context.ts';

/** As many as the projector shows with ease, and as fit on one sheet of pictures. */
const MOST_SAMPLES = 10_000;

export function embeddingsCalls({ ready, pace, onBackend }: Context): Pick<Handlers<TrainerCalls>, 'embeddings'> {
  return {
    embeddings: ({ checkpoint, pictures }, { report, signal }) =>
      onBackend(async () => {
        const collection = await loadCollection();
        const { answers, openCheckpoint, weights } = ready();
        const opened = checkpoint === null ? null : await openCheckpoint(checkpoint);
        const model = opened?.model;
        try {
          const wanted = collection.samples.slice(0, MOST_SAMPLES);
          const steps = pictures ? 2 * wanted.length : wanted.length;
          const breathe = async (done: number) => {
            report({ done, total: steps });
            await pace.breathe();
            if (signal.aborted) throw new AppError('aborted', 'Stopped on request.');
          };
          const found = await answers.of(
            model ? { key: model.own.key, answer: model.answer } : { key: 'base' },
            wanted.map(({ id }) => id),
            (done) => report({ done, total: steps }),
          );
          const samples = wanted.filter(({ id }) => found.has(id));
          if (samples.length === 0)
            throw new AppError('bad-input', 'There are no samples to export. Record some first.');
          const names = opened
            ? opened.run.classes.map(({ id, name }) => collection.classes.find((now) => now.id === id)?.name ?? name)
            : weights.base.classes;
          const { packProjector } = await import('../projector/pack.ts');
          const zip = await packProjector({
            name: opened ? opened.run.name : 'Base model',
            samples,
            embeddings: samples.map(({ id }) => (found.get(id) as Answer).embedding),
            answers: samples.map((sample) => names[top(sample, found)] ?? ''),
            collection,
            pictures: pictures ? (done) => breathe(samples.length + done) : null,
          });
          return { zip, samples: samples.length, of: collection.samples.length };
        } finally {
          model?.dispose();
        }
      }),
  };
}

const top = ({ id }: Sample, found: Map<string, Answer>): number => {
  const logits = found.get(id)?.logits ?? new Float32Array();
  return logits.indexOf(Math.max(...logits));
};
