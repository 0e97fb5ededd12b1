/** A model that came by a link or a file: read, offered, opened or declined. Changes nothing of the user's before a yes. */

import { create } from 'zustand';
import type { ModelCard, SharedModel } from '../../data/sharedModel.ts';
import { isShareLink } from '../../data/shareKey.ts';
import { whyNotChange } from '../library.ts';
import { errorWords } from '../parts/errorWords.ts';
import { refreshRuns } from '../runs.ts';
import { trainerClient } from '../session.ts';
import { whenTrainerReady } from '../sources/whenReady.ts';
import { announce, getState, type State, setState } from '../store.ts';
import { useCheckpoint } from '../training/run.ts';

export type Way = 'link' | 'file';

/** `opening`: the user has said yes. `problem`: why the last try failed. */
export type Offer =
  | { kind: 'none' }
  | { kind: 'reading'; file: File }
  | { kind: 'model'; way: Way; card: ModelCard; model: SharedModel | File; opening: boolean; problem: string | null }
  | { kind: 'unreadable'; way: Way; reason: string };

export const useOffer = create<{ offer: Offer }>()(() => ({ offer: { kind: 'none' } }));

const setOffer = (offer: Offer) => useOffer.setState({ offer });

/** Follows the address from now on, the one that the page was opened with included. */
export function followModelLinks(): void {
  void readAddress();
  window.addEventListener('hashchange', () => void readAddress());
}

async function readAddress(): Promise<void> {
  const fragment = location.hash;
  if (!isShareLink(fragment)) return;
  try {
    const { readShareLink } = await import('../../data/shareLink.ts');
    const model = await readShareLink(fragment);
    setOffer({ kind: 'model', way: 'link', card: model.card, model, opening: false, problem: null });
  } catch (thrown) {
    setOffer({ kind: 'unreadable', way: 'link', reason: errorWords(thrown) });
  }
  setState({ dialog: 'offer' });
}

/** Offers the model of a file, once the trainer has looked through all of it. */
export async function offerFile(file: File): Promise<void> {
  const reading: Offer = { kind: 'reading', file };
  setOffer(reading);
  setState({ dialog: 'offer' });
  // Closed meanwhile, or another one has come.
  const instead = (offer: Offer) => useOffer.getState().offer === reading && setOffer(offer);
  try {
    const { card } = await (await whenTrainerReady()).call('readModel', { file });
    instead({ kind: 'model', way: 'file', card, model: file, opening: false, problem: null });
  } catch (thrown) {
    instead({ kind: 'unreadable', way: 'file', reason: errorWords(thrown) });
  }
}

/** Ends the offer: the address holds no model any more, so that a reload does not ask again. */
export function endOffer(): void {
  if (isShareLink(location.hash)) history.replaceState(null, '', location.pathname + location.search);
  const { offer } = useOffer.getState();
  // What is shown stays while the dialog fades; nothing that comes late may open it again.
  if (offer.kind === 'reading') setOffer({ kind: 'none' });
  if (getState().dialog === 'offer') setState({ dialog: null });
}

/** Why a model cannot be opened now, with what to do; null when it can. */
export const whyNotOpen = (state: State): string | null =>
  state.run.kind === 'running' ? 'A run is in progress. Open this when it is done.' : whyNotChange(state);

/** Keeps the model beside the others and lets it answer. */
export async function openOffer(): Promise<void> {
  const { offer } = useOffer.getState();
  const client = trainerClient();
  if (offer.kind !== 'model' || offer.opening || !client || whyNotOpen(getState()) !== null) return;
  setOffer({ ...offer, opening: true, problem: null });
  try {
    const { checkpoint } = await client.call('adopt', { model: offer.model });
    await refreshRuns();
    await useCheckpoint(checkpoint);
    setState({ view: 'live', panel: 'watch' });
    endOffer();
    announce(`“${offer.card.name}” now answers beside the base model.`);
  } catch (thrown) {
    setOffer({ ...offer, opening: false, problem: errorWords(thrown) });
  }
}
