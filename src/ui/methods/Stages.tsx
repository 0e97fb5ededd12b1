/** A method's stages one after the other, with what is said of each. */

import type { OfferedMethod } from '../training/settings.ts';
import type { MethodText } from './methodText.ts';
import { Points } from './Points.tsx';

type Props = Pick<OfferedMethod, 'stages'> & { text: MethodText['stages'] };

export function Stages({ stages, text }: Props) {
  return (
    <ol className="method-stages">
      {stages.map(({ id, label }) => (
        <li key={id}>
          <h4>{label}</h4>
          <Points points={text[id] ?? []} />
        </li>
      ))}
    </ol>
  );
}
