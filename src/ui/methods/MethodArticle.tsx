/** One method explained: from its metadata alone, and from its text where there is one. */

import { ExternalLink } from 'lucide-react';
import { Fragment, type ReactNode, useEffect, useRef } from 'react';
import type { OfferedMethod } from '../training/settings.ts';
import { FiguresTable } from './FiguresTable.tsx';
import { Loss } from './Loss.tsx';
import { Measured } from './Measured.tsx';
import { MethodActions } from './MethodActions.tsx';
import { MethodNeeds } from './MethodNeeds.tsx';
import { Origins } from './Origins.tsx';
import { Points } from './Points.tsx';
import { SchemeFigure } from './SchemeFigure.tsx';
import { SourceFile } from './SourceFile.tsx';
import { Stages } from './Stages.tsx';
import { textOf } from './texts.ts';

export function MethodArticle({ method }: { method: OfferedMethod }) {
  const text = textOf(method.id);
  const title = useShownTitle(method.label);
  return (
    <article className="method" aria-labelledby="method-page-title">
      <header>
        <h2 id="method-page-title" ref={title} tabIndex={-1}>
          {method.label}
        </h2>
        <Paper {...method.paper} />
      </header>
      <p className="method-lead">{method.about}</p>
      {text && <SchemeFigure scheme={text.scheme} />}
      {text && (
        <Part title="What it assumes">
          <Points points={text.assumes} />
        </Part>
      )}
      <Part title="The data it needs">
        <MethodNeeds needs={method.needs} />
        {text && <p>{text.data}</p>}
      </Part>
      <Part title="The loss">
        <Loss formula={method.formula} symbols={text?.symbols ?? []} />
      </Part>
      <Part title="Step by step">
        <Stages stages={method.stages} text={text?.stages ?? {}} />
        {text && (
          <p>
            <strong>What answers in the end:</strong> {text.answers}
          </p>
        )}
      </Part>
      {text && (
        <Part title="Reading the Lab’s pictures">
          <dl className="method-pictures">
            {text.pictures.map(({ name, text: meaning }) => (
              <Fragment key={name}>
                <dt>{name}</dt>
                <dd>{meaning}</dd>
              </Fragment>
            ))}
          </dl>
        </Part>
      )}
      {text && (
        <Part title="What is published, and what is ours">
          <Origins origins={text.origins} />
          {text.published && <FiguresTable table={text.published} />}
        </Part>
      )}
      <Part title="Measured here">
        <Measured method={method.id} />
      </Part>
      <Part title="Source">
        <ul className="method-sources">
          <li>
            The method: <SourceFile path={`src/train/objectives/${method.id}.ts`} />
          </li>
          {text?.losses.map((path) => (
            <li key={path}>
              Of its loss: <SourceFile path={path} />
            </li>
          ))}
        </ul>
      </Part>
      <MethodActions method={method} />
    </article>
  );
}

/** The page begins at its title, for eyes, screen readers and the window's tab. */
function useShownTitle(label: string) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const before = document.title;
    document.title = `${label}: Mien`;
    window.scrollTo(0, 0);
    title.current?.focus({ preventScroll: true });
    return () => {
      document.title = before;
    };
  }, [label]);
  return title;
}

function Paper({ text, url }: OfferedMethod['paper']) {
  return (
    <p className="method-paper">
      <a href={url} target="_blank" rel="noopener noreferrer">
        {text}
        <ExternalLink size={12} aria-hidden="true" />
        <span className="hidden-visually"> (opens in a new tab)</span>
      </a>
    </p>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="method-part">
      <h3>{title}</h3>
      {children}
    </section>
  );
}
