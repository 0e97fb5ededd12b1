/** The models of this device on their way into an export, and those of an export on their way here. Draws nothing. */

import { checkCard } from '../../data/sharedModel.ts';
import type { ExportedModel, FoundModel, Skipped } from '../../vision/protocol.ts';
import { settingsJson } from '../lab/exportRun.ts';
import { errorWords } from '../parts/errorWords.ts';
import { answerOf } from '../runFacts.ts';
import { refreshRuns } from '../runs.ts';
import { whenTrainerReady } from '../sources/whenReady.ts';
import { getState } from '../store.ts';
import { cardOf } from './card.ts';
import { handOver } from './sharing.ts';

/** Every run that has a model, whole. @param report called with the number done and that of all */
export async function modelsToExport(report: (done: number, total: number) => void): Promise<ExportedModel[]> {
  const runs = getState().runs.flatMap((run) => {
    const answer = answerOf(run);
    return answer ? [{ run, checkpoint: answer.id }] : [];
  });
  const client = await whenTrainerReady();
  const models: ExportedModel[] = [];
  for (const { run, checkpoint } of runs) {
    report(models.length, runs.length);
    const card = checkCard(cardOf(run, await handOver(run), getState().classes, ''));
    const { file } = await client.call('writeModel', { checkpoint, card, as: 'safetensors' });
    const classes = run.classes.map(({ id }) => id);
    models.push({ id: run.id, name: run.name, classes, about: JSON.parse(settingsJson(run)), file });
  }
  return models;
}

/** Keeps what can be opened beside the models that are here; none of them is put into use. */
export async function takeModels(found: readonly FoundModel[]): Promise<{ added: string[]; skipped: Skipped[] }> {
  const added: string[] = [];
  const skipped: Skipped[] = [];
  for (const { path, id, classes, file } of found) {
    try {
      // Classes that became one here would make two outputs of it.
      const as = { id, classes: new Set(classes).size === classes.length ? classes : [] };
      const client = await whenTrainerReady();
      const { card } = await client.call('readModel', { file });
      await client.call('adopt', { model: file, as });
      added.push(card.name);
    } catch (thrown) {
      skipped.push({ path, reason: errorWords(thrown), byHand: null });
    }
  }
  if (added.length > 0) await refreshRuns();
  return { added, skipped };
}
