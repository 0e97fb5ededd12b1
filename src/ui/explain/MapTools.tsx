/** What the map is of and how it is worked with. */

import { Button, Progress, SegmentedControl, Switch } from '@radix-ui/themes';
import { ModelSelect } from '../evaluate/ModelSelect.tsx';
import { percent } from '../parts/words.ts';
import { useStore } from '../store.ts';
import { ExportEmbeddings } from './ExportEmbeddings.tsx';
import { useFrames } from './frames.ts';
import { drawMap, FEWEST, type Layout, setMap, useMap } from './mapState.ts';

export function MapTools() {
  const { model, layout, working, source, thumbnails, tool, drawn } = useMap();
  const frames = useFrames((state) => state.frames.length);
  const samples = useStore((state) => state.samples.length);
  const ready = useStore((state) => state.trainer.kind === 'ready');
  const newer = useStore((state) => (drawn ? state.samples.filter(({ id }) => !drawn.of.has(id)).length : 0));
  const same = drawn?.model === model && drawn.layout === layout;
  return (
    <>
      {frames > 0 && (
        <SegmentedControl.Root
          size="1"
          className="map-source"
          value={source}
          aria-label="What the map shows"
          onValueChange={(next) => setMap({ source: next as 'model' | 'run' })}
        >
          <SegmentedControl.Item value="model">A model</SegmentedControl.Item>
          <SegmentedControl.Item value="run">The run, step by step</SegmentedControl.Item>
        </SegmentedControl.Root>
      )}
      {source === 'model' && (
        <div className="evaluate-choice">
          <ModelSelect label="Model of the map" value={model} onChange={(next) => setMap({ model: next })} />
          <SegmentedControl.Root
            size="2"
            value={layout}
            aria-label="Kind of map"
            onValueChange={(next) => setMap({ layout: next as Layout })}
          >
            <SegmentedControl.Item value="pca">PCA</SegmentedControl.Item>
            <SegmentedControl.Item value="umap">UMAP</SegmentedControl.Item>
          </SegmentedControl.Root>
          <Button
            size="2"
            variant={same && newer === 0 ? 'soft' : 'solid'}
            disabled={!ready || working !== null || samples < FEWEST}
            onClick={() => void drawMap(model, layout)}
          >
            {drawn && same ? 'Draw again' : 'Draw the map'}
          </Button>
        </div>
      )}
      {working !== null && <Progress value={working * 100} color="amber" size="1" aria-label="Drawing the map" />}
      <div className="map-work">
        <SegmentedControl.Root
          size="1"
          value={tool}
          aria-label="What dragging does"
          onValueChange={(next) => setMap({ tool: next as 'lasso' | 'move' })}
        >
          <SegmentedControl.Item value="lasso">Lasso</SegmentedControl.Item>
          <SegmentedControl.Item value="move">Move</SegmentedControl.Item>
        </SegmentedControl.Root>
        <label className="switch-row" htmlFor="map-pictures">
          <Switch
            id="map-pictures"
            size="1"
            checked={thumbnails}
            onCheckedChange={(on) => setMap({ thumbnails: on })}
          />
          Pictures
        </label>
        <ExportEmbeddings />
        <p className="note">
          {newer > 0
            ? `${newer.toLocaleString('en')} newer ${newer === 1 ? 'sample is' : 'samples are'} not on it yet.`
            : layout === 'umap' && working !== null
              ? `Laying out neighbours, ${percent(working)}`
              : KINDS[drawn?.layout ?? layout]}
        </p>
      </div>
    </>
  );
}

const KINDS: { [L in Layout]: string } = {
  pca: 'PCA: the two directions in which the samples differ most. Distances are true, but flattened.',
  umap: 'UMAP: neighbours stay neighbours. The gaps between groups and their sizes say nothing.',
};
