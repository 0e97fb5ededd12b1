/** The map of the samples by a model's eyes: asked for, or followed through a run, with oneself as a dot on it. */

import { useEffect, useMemo, useState } from 'react';
import { Notice } from '../parts/Notice.tsx';
import { SamplePicture } from '../parts/SamplePicture.tsx';
import { getState, useStore } from '../store.ts';
import '../styles/evaluate.css';
import '../styles/map.css';
import { useFrames } from './frames.ts';
import { LivePreview } from './LivePreview.tsx';
import type { Place } from './lasso.ts';
import { MapCanvas } from './MapCanvas.tsx';
import { MapLegend } from './MapLegend.tsx';
import { MapSelection } from './MapSelection.tsx';
import { MapTable } from './MapTable.tsx';
import { MapTools } from './MapTools.tsx';
import { drawMap, FEWEST, mapState, shownFrame, useMap } from './mapState.ts';
import { NearestFaces } from './NearestFaces.tsx';
import { Scrubber } from './Scrubber.tsx';

/** Fewer samples are mapped by themselves when the tab opens. */
const QUICK = 2_000;

export function MapTab() {
  const { drawn, source, at, problem } = useMap();
  const frames = useFrames((state) => state.frames);
  const frame = shownFrame({ drawn, source, at }, frames);
  const live = source === 'model' && drawn !== null;
  const all = useMemo(
    () => (source === 'model' && drawn ? [drawn.frame.points] : frames.map(({ points }) => points)),
    [source, drawn, frames],
  );
  const [hover, setHover] = useState<{ id: string; at: Place } | null>(null);
  useFirstMap();
  return (
    <div className="map">
      <section className="panel map-main" aria-labelledby="map-title">
        <header className="panel-head">
          <h2 id="map-title">Map</h2>
        </header>
        <MapTools />
        {problem && (
          <div role="alert">
            <Notice tone="bad">{problem}</Notice>
          </div>
        )}
        {frame ? (
          <div className="map-place">
            <MapCanvas
              frame={frame}
              all={all}
              live={live}
              of={live ? drawn : source}
              onHover={(id, place) => setHover(id === null ? null : { id, at: place })}
            />
            {hover && <Hovered {...hover} />}
          </div>
        ) : (
          <Empty />
        )}
        {source === 'run' && <Scrubber />}
        {frame && <MapLegend ids={frame.ids} />}
        <p id="map-keys" className="note">
          By keyboard: arrows go from sample to sample, Page Down to the next of all, Space selects, G takes in the next
          nearest, 1–9 label, Esc selects nothing, + and − zoom.
        </p>
      </section>
      <div className="map-side">
        <LivePreview />
        {live && <NearestFaces />}
        {frame && <MapSelection />}
        {frame && <MapTable frame={frame} />}
      </div>
    </div>
  );
}

/** Makes the first map by itself where that is quick, and makes it again for a trainer that was started anew. */
function useFirstMap(): void {
  const capabilities = useStore((state) => state.capabilities);
  const may = useStore(
    ({ trainer, run, samples, storage }) =>
      trainer.kind === 'ready' &&
      storage.kind === 'ready' &&
      run.kind !== 'running' &&
      samples.length >= FEWEST &&
      samples.length < QUICK,
  );
  useEffect(() => {
    const { drawn, layout } = mapState();
    if (!may || drawn?.by === capabilities) return;
    void drawMap(drawn ? drawn.model : (getState().own?.checkpoint ?? null), layout);
  }, [may, capabilities]);
}

function Empty() {
  const samples = useStore((state) => state.samples.length);
  const working = useMap((state) => state.working !== null);
  return (
    <div className="map-empty">
      <p>
        {working
          ? 'Looking at the samples…'
          : samples < FEWEST
            ? `A map needs ${FEWEST} samples: record or import some first.`
            : 'Choose a model and draw the map: samples that it takes for alike lie together.'}
      </p>
    </div>
  );
}

/** What is under the pointer. */
function Hovered({ id, at: { x, y } }: { id: string; at: Place }) {
  const sample = useStore((state) => state.samples.find((each) => each.id === id));
  const name = useStore((state) => state.classes.find((record) => record.id === sample?.classId)?.name ?? 'No class');
  if (!sample) return null;
  return (
    <div className="map-hover" style={{ left: x, top: y }} aria-hidden="true">
      <SamplePicture id={id} alt="" size={88} />
      <strong>{name}</strong>
      <span>{sample.person}</span>
    </div>
  );
}
