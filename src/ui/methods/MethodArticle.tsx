/** One method explained: from its metadata alone, and from its text where there is one. */

import { Button } from '@radix-ui/themes';
import { CircleCheck, CircleDashed, ExternalLink } from 'lucide-react';
import { Fragment, type ReactNode, useEffect, useRef } from 'react';
import { Formula } from '../parts/Formula.tsx';
import { openLab, useStore } from '../store.ts';
import { needsSentence, shortage } from '../training/needs.ts';
import { chooseTraining, supply } from '../training/run.ts';
import type { OfferedMethod } from '../training/settings.ts';
import { FiguresTable } from './FiguresTable.tsx';
import { Measured } from './Measured.tsx';
import { Origins } from './Origins.tsx';
import { SchemeFigure } from './SchemeFigure.tsx';
import { SourceFile } from './SourceFile.tsx';
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
        <Needs method={method} />
        {text && <p>{text.data}</p>}
      </Part>
      <Part title="The loss">
        <p className="method-formula">
          {method.formula.split('; ').map((line) => (
            <span key={line}>
              <Formula text={line} />
            </span>
          ))}
        </p>
        {text && (
          <dl className="method-symbols">
            {text.symbols.map(({ symbol, meaning }) => (
              <Fragment key={symbol}>
                <dt>
                  <Formula text={symbol} />
                </dt>
                <dd>
                  <Formula text={meaning} />
                </dd>
              </Fragment>
            ))}
          </dl>
        )}
      </Part>
      <Part title="Step by step">
        <ol className="method-stages">
          {method.stages.map(({ id, label }) => (
            <li key={id}>
              <h4>{label}</h4>
              <Points points={text?.stages[id] ?? []} />
            </li>
          ))}
        </ol>
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
      <Actions method={method} />
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

function Points({ points }: { points: readonly string[] }) {
  return (
    points.length > 0 && (
      <ul>
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    )
  );
}

function Needs({ method: { needs } }: { method: OfferedMethod }) {
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

function Actions({ method }: { method: OfferedMethod }) {
  const training = useStore((state) => state.training);
  const choose = () => chooseTraining({ ...training, objective: method.id });
  return (
    <div className="method-actions">
      <Button
        size="2"
        onClick={() => {
          choose();
          openLab('train');
        }}
      >
        Train with {method.label}
      </Button>
      {method.inspects && (
        <Button
          size="2"
          variant="surface"
          onClick={() => {
            choose();
            openLab('views');
          }}
        >
          Look at its pairs
        </Button>
      )}
    </div>
  );
}
