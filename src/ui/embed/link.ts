/** The model of a link that answers in an embedded view: read, lent to the trainer, kept nowhere. Draws nothing. */

import { create } from 'zustand';
import type { SharedModel } from '../../data/sharedModel.ts';
import { isShareLink } from '../../data/shareKey.ts';
import { readShareLink } from '../../data/shareLink.ts';
import { AppError } from '../../rpc/appError.ts';
import type { OwnModel } from '../../train/protocol.ts';
import { errorWords } from '../parts/errorWords.ts';
import { onTrainerReady, trainerClient } from '../session.ts';
import { whenTrainerReady } from '../sources/whenReady.ts';
import { setState } from '../store.ts';

/** `fragment`: of the link, without #; empty where the base model answers alone. `problem`: why the last one did not open. */
type Lent = { model: SharedModel | null; fragment: string; problem: string | null };

export const useLent = create<Lent>()(() => ({ model: null, fragment: '', problem: null }));

/** Links take turns, and of several that wait the last one counts: what is shown and what answers never part. */
let turn: Promise<void> = Promise.resolve();
let latest = 0;

/** Follows the address from now on, and keeps the model through a restart of the trainer. */
export function followLink(): void {
  const read = () => isShareLink(location.hash) && lend(location.hash);
  read();
  window.addEventListener('hashchange', read);
  onTrainerReady(() => {
    const { model } = useLent.getState();
    const client = trainerClient();
    if (model && client) void client.call('borrow', { model }).then((own) => show(model, own), failed);
  });
}

/** Lets the model of a link, or the base model alone (null), answer. What cannot be opened changes nothing but `problem`. */
export function lend(link: string | null): void {
  const mine = ++latest;
  turn = turn.then(() => (mine === latest ? take(link).catch(failed) : undefined));
}

async function take(link: string | null): Promise<void> {
  if (link === null) {
    const client = await whenTrainerReady();
    await client.call('restore', { checkpoint: null });
    useLent.setState({ model: null, fragment: '', problem: null });
    return setState({ own: null, classes: [] });
  }
  const fragment = link.slice(link.indexOf('#') + 1);
  const model = await readShareLink(fragment);
  const client = await whenTrainerReady();
  const own = await client.call('borrow', { model });
  useLent.setState({ model, fragment, problem: null });
  show(model, own);
}

/** Its classes are the only ones that an embedded view knows. */
function show({ card }: SharedModel, own: OwnModel): void {
  const classes = card.classes.map(({ name, colour }, order) => {
    const id = own.classes[order];
    if (id === undefined) throw new AppError('internal', 'the model has fewer classes than its card');
    return { id, name, colour, order, enabled: true };
  });
  setState({ own, classes });
}

const failed = (thrown: unknown) => useLent.setState({ problem: errorWords(thrown) });
