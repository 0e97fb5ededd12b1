/** A loss as its formula, and what each symbol stands for. */

import { Fragment } from 'react';
import { Formula } from '../parts/Formula.tsx';
import type { MethodText } from './methodText.ts';

type Props = { formula: string } & Pick<MethodText, 'symbols'>;

export function Loss({ formula, symbols }: Props) {
  return (
    <>
      <p className="method-formula">
        {formula.split('; ').map((line) => (
          <span key={line}>
            <Formula text={line} />
          </span>
        ))}
      </p>
      {symbols.length > 0 && (
        <dl className="method-symbols">
          {symbols.map(({ symbol, meaning }) => (
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
    </>
  );
}
