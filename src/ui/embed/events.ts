/** What the page around an embedded view is told, made of the state and of what is on the stage. Pure; no pixel is in it. */

import type { Verdict } from '../live/smoothing.ts';
import type { View } from '../live/view.ts';
import type { State } from '../store.ts';
import { type Answer, type EmbedEvent, PROTOCOL } from './protocol.ts';

type Told = Pick<State, 'vision' | 'trainer' | 'capabilities' | 'source' | 'playing' | 'own' | 'classes'>;

/** null until both models are there. */
export function readyEvent({ vision, trainer, capabilities }: Told): EmbedEvent | null {
  if (vision.kind !== 'ready' || trainer.kind !== 'ready' || !capabilities) return null;
  const { base, backend } = capabilities;
  return { mien: PROTOCOL, type: 'ready', classes: base.classes, backend };
}

/** @param name of the model of a link that answers */
export function stateEvent({ vision, trainer, source, playing, own, classes }: Told, name: string): EmbedEvent {
  const workers = [vision.kind, trainer.kind];
  const models = workers.includes('failed') ? 'failed' : workers.includes('loading') ? 'loading' : 'ready';
  return {
    mien: PROTOCOL,
    type: 'state',
    models,
    source: source?.kind ?? null,
    playing,
    own: own && { name, classes: classes.map((each) => each.name) },
  };
}

/** @param began milliseconds since the epoch at which the view's clock was 0 */
export function facesEvent({ capabilities, classes }: Told, view: View, began: number): EmbedEvent {
  const base = capabilities?.base.classes ?? [];
  const own = classes.map(({ name }) => name);
  return {
    mien: PROTOCOL,
    type: 'faces',
    time: began + view.time,
    width: view.width,
    height: view.height,
    faces: view.faces.map((face) => {
      const { x, y, width, height } = face.smoothBox;
      return {
        id: face.id,
        box: { x, y, width, height },
        score: face.score,
        base: answer(face.base?.steady, base),
        own: answer(face.own?.steady, own),
        affect: face.affect?.at(-1)?.steady ?? null,
      };
    }),
  };
}

function answer(verdict: Verdict | undefined, classes: string[]): Answer | null {
  if (!verdict) return null;
  const { scores, label } = verdict;
  return { scores: [...scores], label: label === null ? null : (classes[label] ?? null) };
}
