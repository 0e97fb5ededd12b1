/** The legend of the curves, which shows and hides their lines. */

import type { Line } from '../training/lines.ts';

type Props = { lines: readonly Line[]; hidden: ReadonlySet<string>; onToggle: (id: string) => void };

export function LineToggles({ lines, hidden, onToggle }: Props) {
  return (
    <fieldset className="line-toggles">
      <legend className="hidden-visually">Lines</legend>
      {lines.map(({ id, label, look }) => (
        <button key={id} type="button" aria-pressed={!hidden.has(id)} onClick={() => onToggle(id)}>
          <svg width="22" height="8" aria-hidden="true">
            <line
              x1="0"
              y1="4"
              x2="22"
              y2="4"
              stroke={`var(${look.colour})`}
              strokeWidth={look.width ?? 2}
              strokeDasharray={look.dash?.join(' ')}
            />
          </svg>
          {label}
        </button>
      ))}
    </fieldset>
  );
}
