/** Something the user should know, with what to do about it. Ink on a tint: red for what failed, amber for a hint. */

import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

type Props = { tone: 'bad' | 'hint'; children: ReactNode; actions?: ReactNode };

export function Notice({ tone, children, actions }: Props) {
  return (
    <div className="notice" data-tone={tone}>
      <TriangleAlert size={16} aria-hidden="true" />
      <p>{children}</p>
      {actions && <div className="notice-actions">{actions}</div>}
    </div>
  );
}
