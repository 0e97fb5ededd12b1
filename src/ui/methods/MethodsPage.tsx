/** The methods' pages: a list to choose from, and the page of the chosen one. Knows the addresses, not the texts. */

import { ArrowLeft } from 'lucide-react';
import '../styles/methods.css';
import type { Capabilities } from '../../train/protocol.ts';
import { Notice } from '../parts/Notice.tsx';
import { useStore } from '../store.ts';
import { addressOf, leaveMethods } from './address.ts';
import { MethodArticle } from './MethodArticle.tsx';

export function MethodsPage() {
  const offer = useStore((state) => state.capabilities);
  const trainer = useStore((state) => state.trainer);
  return (
    <main className="methods" aria-label="Methods">
      <button type="button" className="methods-back" onClick={leaveMethods}>
        <ArrowLeft size={15} aria-hidden="true" />
        Back
      </button>
      {offer ? (
        <Pages methods={offer.methods} />
      ) : (
        <p className="note" role="status">
          {trainer.kind === 'failed' ? trainer.message : 'The methods appear as soon as the trainer has loaded.'}
        </p>
      )}
    </main>
  );
}

function Pages({ methods }: Pick<Capabilities, 'methods'>) {
  const asked = useStore((state) => state.method);
  const shown = asked === '' ? methods[0] : methods.find(({ id }) => id === asked);
  return (
    <div className="methods-columns">
      <nav className="methods-list" aria-label="All methods">
        <ul>
          {methods.map(({ id, label }) => (
            <li key={id}>
              <a href={addressOf(id)} {...(id === shown?.id && { 'aria-current': 'page' })}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {shown ? (
        <MethodArticle key={shown.id} method={shown} />
      ) : (
        <div role="alert">
          <Notice tone="hint">This version of Mien has no method “{asked}”. Choose one of the list.</Notice>
        </div>
      )}
    </div>
  );
}
