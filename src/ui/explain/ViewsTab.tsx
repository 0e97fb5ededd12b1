/** What a method makes of a face before it learns from it: the views of a pair, and how strong they may be. */

import { Button } from '@radix-ui/themes';
import { Dices, Shuffle } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { Capabilities } from '../../train/protocol.ts';
import { capitalised } from '../legend.ts';
import { Notice } from '../parts/Notice.tsx';
import { SamplePicture } from '../parts/SamplePicture.tsx';
import { useStore } from '../store.ts';
import '../styles/evaluate.css';
import '../styles/map.css';
import '../styles/views.css';
import { chooseTraining } from '../training/run.ts';
import { methodOf, runOptions, withSetting } from '../training/settings.ts';
import { GreyTile } from './GreyTile.tsx';
import { PairInspector } from './PairInspector.tsx';
import { drawViews, useViews } from './views.ts';
import { judgeViews } from './viewWords.ts';

/** A slider that is dragged asks for views no oftener, ms. */
const GATHER_MS = 120;

export function ViewsTab() {
  const offer = useStore((state) => state.capabilities);
  const any = useStore((state) => state.samples.length > 0);
  if (!offer || !any) {
    return (
      <section className="panel">
        <p className="note">
          {any
            ? 'The views appear as soon as the trainer has loaded.'
            : 'Record or import a face first: its views appear here.'}
        </p>
      </section>
    );
  }
  return (
    <div className="views">
      <Laboratory offer={offer} />
      <PairInspector offer={offer} />
    </div>
  );
}

function Laboratory({ offer }: { offer: Capabilities }) {
  const training = useStore((state) => state.training);
  const samples = useStore((state) => state.samples);
  const ready = useStore((state) => state.trainer.kind === 'ready');
  const planned = useMemo(() => runOptions(offer, training), [offer, training]);
  const [tried, setTried] = useState<number | null>(null);
  const [place, setPlace] = useState(0);
  const [seed, setSeed] = useState(1);
  const sample = samples[place % samples.length];
  const strength = tried ?? planned.common.augmentation;
  const id = sample?.id;
  useEffect(() => {
    if (!ready || id === undefined) return;
    const options = { ...planned, common: { ...planned.common, augmentation: strength } };
    const timer = setTimeout(() => void drawViews(id, options, seed), GATHER_MS);
    return () => clearTimeout(timer);
  }, [ready, id, planned, strength, seed]);
  const most = offer.common.augmentation?.kind === 'number' ? offer.common.augmentation.max : 1;
  return (
    <section className="panel" aria-labelledby="views-title">
      <header className="panel-head">
        <h2 id="views-title">Views</h2>
        <p className="note">as {methodOf(offer, training.objective).label} draws them</p>
      </header>
      <div className="views-controls">
        <label className="views-strength" htmlFor="strength">
          Strength
          <input
            id="strength"
            type="range"
            min={0}
            max={most}
            step={0.05}
            value={strength}
            onChange={({ target }) => setTried(target.valueAsNumber)}
          />
          <output htmlFor="strength">{strength.toFixed(2)}</output>
        </label>
        <Button size="1" variant="surface" onClick={() => setSeed(seed + 1)}>
          <Dices size={14} aria-hidden="true" />
          Draw again
        </Button>
        {/* Steps of a prime: neighbouring frames of one take look alike. */}
        <Button size="1" variant="surface" onClick={() => setPlace((place + 37) % samples.length)}>
          <Shuffle size={14} aria-hidden="true" />
          Another face
        </Button>
        {strength !== planned.common.augmentation && (
          <>
            <Button
              size="1"
              onClick={() => {
                chooseTraining(withSetting(offer, training, 'common', 'augmentation', strength));
                setTried(null);
              }}
            >
              Use for the next run
            </Button>
            <button type="button" className="more" onClick={() => setTried(null)}>
              Back to {planned.common.augmentation.toFixed(2)}
            </button>
          </>
        )}
      </div>
      <Shown offer={offer} />
    </section>
  );
}

function Shown({ offer }: { offer: Capabilities }) {
  const { drawn, problem } = useViews();
  if (problem) {
    return (
      <div role="alert">
        <Notice tone="bad">{problem}</Notice>
      </div>
    );
  }
  if (!drawn) return <p className="note">Drawing…</p>;
  const [unchanged, ...views] = drawn.tiles;
  const { tone, words } = judgeViews(
    drawn.read,
    drawn.strength,
    offer.base.threshold,
    offer.base.classes.map(capitalised),
  );
  return (
    <>
      <div className="views-shown">
        <figure className="views-origin">
          <SamplePicture id={drawn.sample} alt="The stored picture" size={144} />
          {unchanged && <GreyTile grey={unchanged} label="What the model sees of it unchanged" />}
          <figcaption>stored, and unchanged as the model sees it</figcaption>
        </figure>
        <ul className="views-pairs" aria-label="Pairs of views">
          {views.map((view, i) => {
            const next = views[i + 1];
            if (i % 2 === 1 || !next) return null;
            return (
              <li key={i}>
                <GreyTile grey={view} label={`Pair ${i / 2 + 1}, first view`} />
                <GreyTile grey={next} label={`Pair ${i / 2 + 1}, second view`} />
              </li>
            );
          })}
        </ul>
      </div>
      <div role="status" className="views-verdict">
        {tone === 'plain' ? <p>{words}</p> : <Notice tone={tone}>{words}</Notice>}
      </div>
      <p className="note">
        A contrastive method learns that the two views of a pair are the same and all others are not. So a view may
        change light, place and size, but not the expression.
      </p>
    </>
  );
}
