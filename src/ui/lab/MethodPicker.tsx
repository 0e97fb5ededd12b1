/** The training methods to choose from, and what the chosen one is: idea, formula, paper, and what it needs. */

import { RadioCards } from '@radix-ui/themes';
import { CircleCheck, CircleDashed, ExternalLink } from 'lucide-react';
import type { Capabilities } from '../../train/protocol.ts';
import { AboutMethod } from '../methods/AboutMethod.tsx';
import { Formula } from '../parts/Formula.tsx';
import { useStore } from '../store.ts';
import { needsSentence, shortage } from '../training/needs.ts';
import { chooseTraining, supply } from '../training/run.ts';
import { methodOf, type OfferedMethod } from '../training/settings.ts';

export function MethodPicker({ offer }: { offer: Capabilities }) {
  const training = useStore((state) => state.training);
  const chosen = methodOf(offer, training.objective);
  return (
    <section className="panel" aria-labelledby="method-title">
      <header className="panel-head">
        <h2 id="method-title">Method</h2>
      </header>
      <RadioCards.Root
        className="method-cards"
        aria-labelledby="method-title"
        size="1"
        value={chosen.id}
        onValueChange={(objective) => chooseTraining({ ...training, objective })}
      >
        {offer.methods.map((method) => (
          <RadioCards.Item key={method.id} value={method.id}>
            <Card method={method} />
          </RadioCards.Item>
        ))}
      </RadioCards.Root>
      <About method={chosen} />
    </section>
  );
}

function Card({ method }: { method: OfferedMethod }) {
  const enough = useStore((state) => shortage(method.needs, supply(state)) === null);
  const Icon = enough ? CircleCheck : CircleDashed;
  return (
    <span className="method-card">
      <strong>{method.label}</strong>
      <span className="note">
        <Icon size={13} aria-hidden="true" />
        {enough ? 'Enough samples' : 'Samples missing'}
      </span>
    </span>
  );
}

function About({ method }: { method: OfferedMethod }) {
  const needs = useStore((state) => needsSentence(method.needs, supply(state)));
  return (
    <div className="method-about">
      <p>{method.about}</p>
      <p className="method-formula">
        <Formula text={method.formula} />
      </p>
      <p>
        <a href={method.paper.url} target="_blank" rel="noopener noreferrer">
          {method.paper.text}
          <ExternalLink size={12} aria-hidden="true" />
          <span className="hidden-visually"> (opens in a new tab)</span>
        </a>
      </p>
      <p className="note">{needs}</p>
      <p>
        <AboutMethod method={method.id} label={method.label} />
      </p>
    </div>
  );
}
