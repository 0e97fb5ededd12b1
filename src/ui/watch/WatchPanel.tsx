/** The chosen face: what the model sees of it, and what each model says. */

import { Switch } from '@radix-ui/themes';
import { useEffect, useRef } from 'react';
import { ownLegend } from '../legend.ts';
import { selectedFace } from '../live/choice.ts';
import { followStage } from '../live/stage.ts';
import { drawGrey } from '../parts/drawGrey.ts';
import { setPreferences } from '../preferences.ts';
import { BackToFile } from '../recognise/FilePart.tsx';
import { runOf } from '../runFacts.ts';
import { setState, useStore } from '../store.ts';
import { AffectRead } from './AffectRead.tsx';
import { BaseScores } from './BaseScores.tsx';
import { FaceButtons } from './FaceButtons.tsx';
import { FoldedPreview, Preview } from './Preview.tsx';
import { Scores } from './Scores.tsx';

export function WatchPanel() {
  const own = useStore((state) => state.own);
  return (
    <section className="panel watch" aria-labelledby="watch-title">
      <header className="panel-head">
        <h2 id="watch-title">Watch</h2>
        <FaceButtons />
        <BackToFile />
        <SmoothSwitch />
      </header>
      <div className="watch-body">
        <Crop />
        <BaseScores />
        <OwnScores />
        <AffectRead />
        {own && <FoldedPreview />}
      </div>
    </section>
  );
}

function SmoothSwitch() {
  const smooth = useStore((state) => state.smooth);
  return (
    <label className="switch-row" htmlFor="smooth" title="Off: boxes and scores of each frame on its own (R)">
      <Switch
        id="smooth"
        size="1"
        checked={smooth}
        onCheckedChange={(on) => {
          setState({ smooth: on });
          setPreferences({ smooth: on });
        }}
      />
      Smoothed
    </label>
  );
}

/** The exact crop, enlarged without smoothing, with what it costs to get from a frame to the scores. */
function Crop() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pace = useStore((state) => state.pace);
  const side = useStore((state) => state.capabilities?.base.topology.inputSize ?? 48);
  useEffect(() => followStage((face) => canvas.current && drawGrey(canvas.current, face?.crop ?? null)), []);
  return (
    <figure className="crop">
      <canvas ref={canvas} width={side} height={side} role="img" aria-label="The crop that the model sees" />
      <figcaption>
        <strong>What the model sees</strong>
        <span>
          {side} × {side} grey pixels
        </span>
        <dl className="pace" aria-label="Time per frame">
          <Stage name="detect" ms={pace?.detect} />
          <Stage name="crop" ms={pace?.crop} />
          <Stage name="model" ms={pace?.model || undefined} />
        </dl>
      </figcaption>
    </figure>
  );
}

function Stage({ name, ms }: { name: string; ms: number | undefined }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{ms === undefined ? '–' : `${ms.toFixed(ms < 9.95 ? 1 : 0)} ms`}</dd>
    </div>
  );
}

function OwnScores() {
  const own = useStore((state) => state.own);
  const classes = useStore((state) => state.classes);
  const runs = useStore((state) => state.runs);
  const verdict = useStore((state) => selectedFace(state.faces, state)?.own ?? null);
  const threshold = useStore((state) => state.capabilities?.base.threshold ?? 1);
  const legend = ownLegend({ own, classes, runs });
  if (!own || !legend) {
    const empty = (
      <div className="scores scores-empty">
        <h3>Your model</h3>
        <p>Teach two expressions and train: your model then answers here, beside the base model, on the same face.</p>
      </div>
    );
    return <Preview otherwise={empty} />;
  }
  const name = runOf(runs, own.checkpoint)?.name;
  return (
    <Scores
      threshold={threshold}
      title={`Your model${name ? `: ${name}` : ''}`}
      verdict={verdict}
      legend={legend}
      coloured
    />
  );
}
