/** Makes a link or a file of a run, proved to hold what it is to hold. Draws nothing. */

import type { RunInfo } from '../../data/schema.ts';
import { checkCard, type ModelCard, type SharedModel } from '../../data/sharedModel.ts';
import { readShareLink, writeShareLink } from '../../data/shareLink.ts';
import { AppError } from '../../rpc/appError.ts';
import type { Result } from '../../rpc/protocol.ts';
import type { ModelFormat, TrainerCalls } from '../../train/protocol.ts';
import { download } from '../importing/download.ts';
import { answerOf } from '../runFacts.ts';
import { trainerClient } from '../session.ts';
import { whenTrainerReady } from '../sources/whenReady.ts';
import { getState } from '../store.ts';
import { methodOf } from '../training/settings.ts';
import { cardOf } from './card.ts';

/** `fragment`: without #; null where the model is too large for a link. */
export type Made = { card: ModelCard; fragment: string | null };

/** What of a run is handed over, whatever is said of it. */
export type HandedOver = Result<TrainerCalls, 'share'> & { method: string };

/** @throws `bad-input` when the run has no model that could be handed over */
export async function handOver(run: RunInfo): Promise<HandedOver> {
  const client = trainerClient();
  const { capabilities } = getState();
  const answer = answerOf(run);
  if (!client || !capabilities)
    throw new AppError('bad-input', 'The trainer is not running yet. Try again in a moment.');
  if (!answer) throw new AppError('bad-input', 'This run has no model yet. Train it first.');
  const { label } = methodOf(capabilities, run.settings.objective);
  return { ...(await client.call('share', { checkpoint: answer.id })), method: label };
}

/**
 * @param author empty where nobody wishes to be named
 * @throws `internal` when the link does not read back as it was written
 */
export async function makeLink(run: RunInfo, { tensors, ...known }: HandedOver, author: string): Promise<Made> {
  // Through the door that it will come in by: nothing is made that is refused elsewhere.
  const card = checkCard(cardOf(run, known, getState().classes, author));
  if (!tensors) return { card, fragment: null };
  const fragment = await writeShareLink({ card, tensors });
  if (!agree({ card, tensors }, await readShareLink(fragment))) {
    throw new AppError('internal', 'the link does not hold what was put into it');
  }
  return { card, fragment };
}

/** A file that was handed to the user's downloads. */
export type SavedFile = { name: string; bytes: number };

/** @throws `internal` when the file does not read back as it was written */
export async function saveModel(run: RunInfo, card: ModelCard, as: ModelFormat): Promise<SavedFile> {
  const checkpoint = answerOf(run)?.id ?? '';
  const { file } = await (await whenTrainerReady()).call('writeModel', { checkpoint, card, as });
  const name = `${card.name}.${as}`;
  download(file, name);
  return { name, bytes: file.size };
}

/** Whether a link holds this model, every number within one of 127 steps. */
function agree(model: SharedModel, read: SharedModel): boolean {
  if (JSON.stringify(read.card) !== JSON.stringify(model.card) || read.tensors.length !== model.tensors.length)
    return false;
  return model.tensors.every(({ name, values }, i) => {
    const found = read.tensors[i];
    const step = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127;
    return (
      found?.name === name && values.every((value, j) => Math.abs((found.values[j] ?? Number.NaN) - value) <= step)
    );
  });
}
