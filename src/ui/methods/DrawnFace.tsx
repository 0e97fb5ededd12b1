/** A face in a few strokes: who it is by hair and colour, what it shows by brows and mouth, where it looks by its features. */

import type { Expression, Look, Person } from './methodText.ts';

/** Head and hair, on a square of 64. */
const HEADS: { [P in Person]: { behind?: string; hair: string } } = {
  a: { hair: 'M13 32 C12 13 22 8 33 8 C45 8 52 16 51 32 C49 25 46 20 39 17 C31 21 20 20 13 32 Z' },
  b: {
    behind: 'M12 56 C7 34 10 9 32 9 C54 9 57 34 52 56 Z',
    hair: 'M14 33 C14 19 21 13 32 13 C43 13 50 19 50 33 C46 27 38 23 32 14 C27 23 18 26 14 33 Z',
  },
  c: {
    behind: 'M24 12 A8 7 0 1 1 40 12 A8 7 0 1 1 24 12 Z',
    hair: 'M13 32 C12 18 21 12 32 12 C43 12 52 18 51 32 C49 25 44 19 32 19 C20 19 15 25 13 32 Z',
  },
};

/** At full strength: how far the mouth's middle lies below its corners, how open it is, and how brows move, all in 64ths. */
const SHAPES: { [E in Expression]: { curve: number; open: number; browUp: number; browTilt: number } } = {
  smile: { curve: 8, open: 0, browUp: 0, browTilt: 0 },
  neutral: { curve: 0, open: 0, browUp: 0, browTilt: 0 },
  surprise: { curve: 0, open: 6, browUp: 4, browTilt: 0 },
  sad: { curve: -7, open: 0, browUp: 0, browTilt: 3 },
};

/** How far features move and shrink on a head that turns. */
const TURN = 11;

export function DrawnFace({ look }: { look: Look }) {
  const { person, expression, strength = 1, yaw = 0, altered = false, onto } = look;
  const head = onto ?? person;
  const { behind, hair } = HEADS[head];
  const angle = (yaw * Math.PI) / 180;
  const middle = 32 + TURN * Math.sin(angle);
  const reach = 8 * Math.cos(angle);
  const { curve, open, browUp, browTilt } = SHAPES[expression];
  const browY = 27.5 - browUp * strength;
  const tilt = browTilt * strength;
  return (
    <svg className="drawn-face" viewBox="0 0 64 64" aria-hidden="true" data-altered={altered}>
      <rect className="face-ground" width="64" height="64" />
      <g transform={altered ? 'translate(-2 2) rotate(-11 32 34)' : undefined}>
        {behind && <path className="face-hair" data-person={head} d={behind} />}
        <ellipse className="face-skin" data-person={head} cx="32" cy="36" rx="18.5" ry="21" />
        {onto && <ellipse className="face-inner" data-person={person} cx="32" cy="38" rx="13.5" ry="15" />}
        <path className="face-hair" data-person={head} d={hair} />
        <g className="face-features">
          {[-1, 1].map((side) => {
            const x = middle + side * reach;
            return (
              <g key={side}>
                <circle className="face-eye" cx={x} cy="33.5" r="1.9" />
                <path d={`M${x - 3.4} ${browY - side * tilt} L${x + 3.4} ${browY + side * tilt}`} />
              </g>
            );
          })}
          <path d={`M${middle} 36 l${yaw === 0 ? 1 : Math.sign(yaw) * 2.2} 5 h-1.4`} />
          {open > 0 ? (
            <ellipse className="face-mouth" cx={middle} cy="48.5" rx={3 + strength} ry={1 + open * strength * 0.8} />
          ) : (
            <path
              d={`M${middle - reach * 0.85} ${48 - (curve * strength) / 4} Q${middle} ${48 + curve * strength} ${middle + reach * 0.85} ${48 - (curve * strength) / 4}`}
            />
          )}
        </g>
      </g>
    </svg>
  );
}
