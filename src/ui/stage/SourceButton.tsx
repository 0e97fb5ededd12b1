/** A button that puts a source on the stage, and says whether it is there. */

import { Button } from '@radix-ui/themes';
import type { Camera } from 'lucide-react';

type Props = {
  icon: typeof Camera;
  label: string;
  active: boolean;
  /** The next thing to try: stands out. */
  inviting?: boolean;
  onClick: () => void;
};

export function SourceButton({ icon: Icon, label, active, inviting = false, onClick }: Props) {
  return (
    <Button
      variant={active ? 'solid' : 'soft'}
      className="source-button"
      data-inviting={inviting}
      aria-pressed={active}
      onClick={onClick}
    >
      <Icon size={16} aria-hidden="true" />
      {label}
    </Button>
  );
}
