/** Which parts of a method are as published, which follow the authors' code, and which are ours. */

import { BookOpenText, Code, PencilRuler } from 'lucide-react';
import type { MethodText, Origin } from './methodText.ts';

const ORIGINS: { origin: Origin; label: string; icon: typeof Code }[] = [
  { origin: 'published', label: 'As published', icon: BookOpenText },
  { origin: 'code', label: 'From the released code', icon: Code },
  { origin: 'ours', label: 'Ours', icon: PencilRuler },
];

export function Origins({ origins }: Pick<MethodText, 'origins'>) {
  const known = ORIGINS.filter(({ origin }) => origins[origin].length > 0);
  return (
    <dl className="method-origins">
      {known.map(({ origin, label, icon: Icon }) => (
        <div key={origin} data-origin={origin}>
          <dt>
            <Icon size={15} aria-hidden="true" />
            {label}
          </dt>
          {origins[origin].map((part) => (
            <dd key={part}>{part}</dd>
          ))}
        </div>
      ))}
    </dl>
  );
}
