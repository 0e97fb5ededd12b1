/** The calls that hand a model over: what of a checkpoint answers, as numbers or as a file, and somebody else's as a run. */

import { loadCollection } from '../../data/collection.ts';
import { listRuns, loadCheckpoint, saveRun } from '../../data/runs.ts';
import type { RunRecord } from '../../data/schema.ts';
import { checkCard, LARGEST_MODEL_FILE } from '../../data/sharedModel.ts';
import { AppError } from '../../rpc/appError.ts';
import type { Handlers } from '../../rpc/protocol.ts';
import { type Adopted, type AdoptingHost, adoptedFile, adoptedLink, linkTensors } from '../handOver.ts';
import { type ModelFile, readModelFile, sameModel, writeModelFile } from '../modelFile.ts';
import { openOwnModel } from '../ownModel.ts';
import type { ModelFormat, TrainerCalls } from '../protocol.ts';
import { readsAffect } from '../runMethod.ts';
import { wholeModel } from '../wholeModel.ts';
import type { Context, Ready } from './context.ts';

type Calls = 'share' | 'writeModel' | 'readModel' | 'adopt' | 'borrow';

export function shareCalls({ ready, pace, replaceOwn }: Context): Pick<Handlers<TrainerCalls>, Calls> {
  return {
    share: async ({ checkpoint }) => {
      const stored = await loadCheckpoint(checkpoint);
      const { run } = stored;
      return {
        tensors: linkTensors(stored, await ready().weightsOf(run.encoder)),
        learnedFrom: await learnedFrom(run),
        judged: run.samples.judge.length,
        affect: readsAffect(run),
      };
    },

    writeModel: async ({ checkpoint, card, as }) => {
      const stored = await loadCheckpoint(checkpoint);
      const model = wholeModel(stored, await ready().weightsOf(stored.run.encoder));
      return { file: await WRITERS[as]({ ...model, card: checkCard(card) }) };
    },

    readModel: async ({ file }) => ({ card: (await openFile(file)).card }),

    adopt: async ({ model, as }) => {
      const { weightsOf } = ready();
      if (as && (await isStored(as.id))) throw new AppError('bad-input', 'It is already here.');
      const host = { ...ready().host, ...(as && { as }) };
      const { run, checkpoint } =
        model instanceof Blob
          ? await fromFile(await openFile(model), { ...ready(), host })
          : adoptedLink(model, await weightsOf(model.card.encoder), host);
      await saveRun(run, [checkpoint]);
      return { run: run.id, checkpoint: checkpoint.id };
    },

    borrow: ({ model }) =>
      pace.between(async () => {
        const { host, weights, weightsOf } = ready();
        const made = await weightsOf(model.card.encoder);
        const { run, checkpoint } = adoptedLink(model, made, host);
        const opened = openOwnModel(checkpoint.id, { run, tensors: checkpoint.tensors }, made, weights);
        replaceOwn(opened);
        return opened.own;
      }),
  };
}

/** Nothing that comes from outside may take the place of a run that is here. */
const isStored = async (run: string): Promise<boolean> => (await listRuns()).some(({ id }) => id === run);

async function fromFile(
  file: ModelFile,
  { host, weights, weightsOf }: Pick<Ready, 'weights' | 'weightsOf'> & { host: AdoptingHost },
): Promise<Adopted> {
  // The file holds the whole encoder: the release that it began with may be unknown here.
  const named = await weightsOf(file.card.encoder).catch(() => null);
  return adoptedFile(file, [...(named ? [named] : []), weights], host);
}

/** The one door for model files: its size is looked at before it is read. */
async function openFile(file: Blob): Promise<ModelFile> {
  if (file.size > LARGEST_MODEL_FILE) {
    const most = `${LARGEST_MODEL_FILE / 1e6} MB`;
    throw new AppError('bad-input', `This file is larger than ${most}, which no model of Mien is. Choose another.`);
  }
  return readModelFile(await file.arrayBuffer());
}

/** Each gives the file once what is read back from it is the model that was written. */
const WRITERS: { [Format in ModelFormat]: (model: ModelFile) => Promise<Blob> } = {
  safetensors: async (model) => {
    const file = blobOf(writeModelFile(model));
    if (!sameModel(model, await openFile(file))) {
      throw new AppError('internal', 'the file does not hold the model that was put into it');
    }
    return file;
  },
  onnx: async (model) => blobOf((await import('../modelOnnx.ts')).onnxOf(model)),
};

const blobOf = (bytes: BlobPart): Blob => new Blob([bytes], { type: 'application/octet-stream' });

/** What a run was taught with: its faces that it was not judged on, and whose they are. */
async function learnedFrom({ samples: { ids, judge } }: RunRecord): Promise<{ faces: number; people: number }> {
  const judged = new Set(judge.map((i) => ids[i]));
  const learned = new Set(ids.filter((id) => !judged.has(id)));
  const { samples } = await loadCollection();
  const people = new Set(samples.filter(({ id }) => learned.has(id)).map(({ person }) => person));
  return { faces: learned.size, people: people.size };
}
