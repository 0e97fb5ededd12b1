/** What a method compares, drawn: the anchor, and what it is drawn to or pushed from. Knows no method. */

import { DrawnFace } from './DrawnFace.tsx';
import type { Drawn, Scheme } from './methodText.ts';

export function SchemeFigure({ scheme: { anchor, rows, caption } }: { scheme: Scheme }) {
  return (
    <figure className="scheme">
      <div className="scheme-drawing">
        <Item {...anchor} anchor />
        <div className="scheme-rows">
          {rows.map(({ kind, title, drawn }) => (
            <div key={title} className="scheme-row" data-kind={kind}>
              <p className="scheme-title">
                <Arrows kind={kind} />
                {title}
              </p>
              <ul>
                {drawn.map((item) => (
                  <li key={item.caption}>
                    <Item {...item} />
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      </div>
      <figcaption>{caption}</figcaption>
    </figure>
  );
}

function Item({ look, caption, anchor = false }: Drawn & { anchor?: boolean }) {
  if (!look) return <span className="scheme-word">{caption}</span>;
  return (
    <div className="scheme-item" data-anchor={anchor}>
      <DrawnFace look={look} />
      <span>{caption}</span>
    </div>
  );
}

/** Towards each other, or apart. */
function Arrows({ kind }: { kind: Scheme['rows'][number]['kind'] }) {
  const heads = kind === 'pull' ? 'M10 4 L14 8 L10 12 M26 4 L22 8 L26 12' : 'M6 4 L2 8 L6 12 M30 4 L34 8 L30 12';
  const lines = kind === 'pull' ? 'M1 8 H14 M22 8 H35' : 'M2 8 H14 M22 8 H34';
  return (
    <svg className="scheme-arrows" viewBox="0 0 36 16" width="36" height="16" aria-hidden="true">
      <path d={lines} />
      <path d={heads} />
    </svg>
  );
}
