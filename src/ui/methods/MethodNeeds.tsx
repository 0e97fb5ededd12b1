/** What data a method needs, what of it is there, and what is missing. */

import { CircleCheck, CircleDashed } from 'lucide-react';
import { useStore } from '../store.ts';
import { needsSentence, shortage } from '../training/needs.ts';
import { supply } from '../training/run.ts';
import type { OfferedMethod } from '../training/settings.ts';

export function MethodNeeds({ needs }: Pick<OfferedMethod, 'needs'>) {
  const sentence = useStore((state) => needsSentence(needs, supply(state)));
  const missing = useStore((state) => shortage(needs, supply(state)));
  const Icon = missing === null ? CircleCheck : CircleDashed;
  return (
    <p className="method-needs" data-enough={missing === null}>
      <Icon size={16} aria-hidden="true" />
      <span>
        {sentence} {missing === null ? 'That is enough.' : missing}
      </span>
    </p>
  );
}
