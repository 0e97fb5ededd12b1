/** The pairs of one batch: what an anchor is drawn to, and what it is pushed from hardest, as the model sees them. */

import { Button, Select } from '@radix-ui/themes';
import { useState } from 'react';
import type { Capabilities, SeenAnchor, SeenRow } from '../../train/protocol.ts';
import { ModelSelect } from '../evaluate/ModelSelect.tsx';
import { AboutMethod } from '../methods/AboutMethod.tsx';
import { Notice } from '../parts/Notice.tsx';
import { SamplePicture } from '../parts/SamplePicture.tsx';
import { runOf } from '../runFacts.ts';
import { useStore } from '../store.ts';
import { methodOf, runOptions } from '../training/settings.ts';
import { Attention } from './Attention.tsx';
import { GreyTile } from './GreyTile.tsx';
import { inspectPairs, tileName, useViews } from './views.ts';

export function PairInspector({ offer }: { offer: Capabilities }) {
  const training = useStore((state) => state.training);
  const runs = useStore((state) => state.runs);
  const busy = useStore((state) => state.trainer.kind !== 'ready' || state.run.kind === 'running');
  const { pairs, inspecting, pairProblem } = useViews();
  const methods = offer.methods.filter(({ inspects }) => inspects);
  const [chosen, setChosen] = useState<string | null>(null);
  const [model, setModel] = useState<string | null>(null);
  const method = methods.find(({ id }) => id === (chosen ?? training.objective)) ?? methods[0];
  if (!method) return null;
  // A checkpoint is looked at with the settings that it was trained with.
  const trained = model === null ? undefined : runOf(runs, model);
  const shown = trained ? methodOf(offer, trained.settings.objective) : method;
  const seed = pairs?.seed ?? 0;
  const look = () => {
    const options = trained
      ? ({ ...trained.settings } as ReturnType<typeof runOptions>)
      : runOptions(offer, { ...training, objective: method.id });
    void inspectPairs(model, options, seed + 1);
  };
  return (
    <section className="panel" aria-labelledby="pairs-title">
      <header className="panel-head">
        <h2 id="pairs-title">Pairs of a batch</h2>
        <AboutMethod method={shown.id} label={shown.label} />
      </header>
      <div className="evaluate-choice">
        {!trained && (
          <Select.Root size="2" value={method.id} onValueChange={setChosen}>
            <Select.Trigger aria-label={`Method: ${method.label}`} />
            <Select.Content position="popper">
              {methods.map(({ id, label }) => (
                <Select.Item key={id} value={id}>
                  {label}
                </Select.Item>
              ))}
            </Select.Content>
          </Select.Root>
        )}
        <ModelSelect label="Seen by" value={model} onChange={setModel} />
        <Button size="2" disabled={busy || inspecting} loading={inspecting} onClick={look}>
          {pairs ? 'Another batch' : 'Look at a batch'}
        </Button>
      </div>
      <p className="note">
        {model === null
          ? 'Before the first step: the base embedding as the method would begin with it.'
          : `As the checkpoint sees them, with the settings of “${trained?.name ?? 'its run'}”.`}
      </p>
      {pairProblem && (
        <div role="alert">
          <Notice tone="bad">{pairProblem}</Notice>
        </div>
      )}
      {pairs && <Anchors anchors={pairs.anchors} tiles={pairs.tiles} />}
      {pairs?.attention && <Attention attention={pairs.attention} />}
    </section>
  );
}

type Tiles = ReadonlyMap<string, Uint8Array>;

function Anchors({ anchors, tiles }: { anchors: SeenAnchor[]; tiles: Tiles }) {
  const swapped = anchors.some(({ positives, negatives, alike }) =>
    [...positives, ...negatives, ...alike].some(({ sample, view, onto }) => onto && tiles.has(tileName(sample, view))),
  );
  return (
    <>
      <ul className="anchors">
        {anchors.map((each) => (
          <li key={tileName(each.anchor.sample, each.anchor.view)}>
            <Face row={each.anchor} tiles={tiles} kind="anchor" anchor={each.anchor.sample} />
            <div className="anchor-rows">
              {rowsOf(each).map((row) => (
                <Row key={row.title} {...row} tiles={tiles} anchor={each.anchor.sample} />
              ))}
            </div>
          </li>
        ))}
      </ul>
      <p className="note">
        The figure is the cosine similarity, −1 to 1. A face that is pushed away although it carries the anchor’s own
        label is marked: a method without labels cannot know.
        {swapped && ' Two pictures: a face, and its inner part laid over somebody else’s.'}
      </p>
    </>
  );
}

/** What an anchor is compared with; what was found alike only where the method looks for it. */
function rowsOf({ positives, alike, negatives }: SeenAnchor): Pick<RowProps, 'title' | 'kind' | 'rows'>[] {
  const found = { title: 'found alike, so drawn to as well', kind: 'positive', rows: alike } as const;
  return [
    { title: 'drawn to', kind: 'positive', rows: positives },
    ...(alike.length > 0 ? [found] : []),
    { title: 'pushed from, the most alike first', kind: 'negative', rows: negatives },
  ];
}

type RowProps = {
  title: string;
  kind: 'positive' | 'negative';
  rows: readonly SeenRow[];
  tiles: Tiles;
  anchor: string;
};

function Row({ title, kind, rows, tiles, anchor }: RowProps) {
  return (
    <div className="anchor-row" data-kind={kind}>
      <h3>{title}</h3>
      <div>
        {rows.map((row) => (
          <Face key={tileName(row.sample, row.view)} row={row} tiles={tiles} kind={kind} anchor={anchor} />
        ))}
        {rows.length === 0 && <span className="note">none in this batch</span>}
      </div>
    </div>
  );
}

type FaceProps = {
  row: { sample: string; view: number; similarity?: number; onto?: string };
  tiles: Tiles;
  kind: 'anchor' | 'positive' | 'negative';
  anchor: string;
};

function Face({ row: { sample, view, similarity, onto }, tiles, kind, anchor }: FaceProps) {
  const label = useStore((state) => state.samples.find(({ id }) => id === sample)?.classId ?? null);
  const own = useStore((state) => state.samples.find(({ id }) => id === anchor)?.classId ?? null);
  const record = useStore((state) => state.classes.find(({ id }) => id === label));
  const name = record?.name ?? 'No class';
  const tile = tiles.get(tileName(sample, view));
  const wronged = kind === 'negative' && label !== null && label === own;
  return (
    <figure className="seen-face" data-kind={kind} data-wronged={wronged}>
      {onto && tile && <SamplePicture id={sample} alt={`${name}, before the swap`} size={64} />}
      {tile ? (
        <GreyTile grey={tile} label={`${name}, view ${view}`} />
      ) : (
        <SamplePicture id={sample} alt={`${name}, view ${view}`} size={64} />
      )}
      <figcaption>
        {record && <span className="swatch" style={{ background: record.colour }} aria-hidden="true" />}
        {kind === 'anchor' ? name : similarity?.toFixed(2)}
        {wronged && <span className="hidden-visually">, {name} as the anchor</span>}
      </figcaption>
    </figure>
  );
}
