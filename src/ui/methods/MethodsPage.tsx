/** The methods' pages: a list to choose from, and the page of the chosen one. Knows the addresses, not the texts. */

import { ArrowLeft } from 'lucide-react';
import '../styles/lab.css';
import '../styles/methods.css';
import type { Capabilities } from '../../train/protocol.ts';
import { Notice } from '../parts/Notice.tsx';
import { useStore } from '../store.ts';
import type { OfferedMethod } from '../training/settings.ts';
import { addressOf, leaveMethods } from './address.ts';
import { MethodArticle } from './MethodArticle.tsx';

export function MethodsPage() {
  const offer = useStore((state) => state.capabilities);
  const trainer = useStore((state) => state.trainer);
  return (
    <main className="methods" aria-label="Methods">
      <div className="methods-side">
        <button type="button" className="methods-back" onClick={leaveMethods}>
          <ArrowLeft size={15} aria-hidden="true" />
          Back
        </button>
        {offer && <List methods={offer.methods} />}
      </div>
      {offer ? (
        <Shown methods={offer.methods} />
      ) : (
        <p className="note" role="status">
          {trainer.kind === 'failed' ? trainer.message : 'The methods appear as soon as the trainer has loaded.'}
        </p>
      )}
    </main>
  );
}

type Offered = Pick<Capabilities, 'methods'>;

const shownOf = ({ methods }: Offered, asked: string): OfferedMethod | undefined =>
  asked === '' ? methods[0] : methods.find(({ id }) => id === asked);

function List({ methods }: Offered) {
  const shown = useStore((state) => shownOf({ methods }, state.method)?.id);
  return (
    <nav aria-label="All methods">
      <ul>
        {methods.map(({ id, label }) => (
          <li key={id}>
            <a href={addressOf(id)} {...(id === shown && { 'aria-current': 'page' })}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Shown({ methods }: Offered) {
  const asked = useStore((state) => state.method);
  const shown = shownOf({ methods }, asked);
  if (shown) return <MethodArticle key={shown.id} method={shown} />;
  return (
    <div role="alert">
      <Notice tone="hint">This version of Mien has no method “{asked}”. Choose one of the list.</Notice>
    </div>
  );
}
