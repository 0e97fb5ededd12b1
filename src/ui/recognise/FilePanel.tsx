/** The panel of the file being recognised: how far the reading is, what it found, and its downloads. */

import { Button, IconButton, Progress, SegmentedControl, Select } from '@radix-ui/themes';
import { Download, FolderInput, RotateCcw, X } from 'lucide-react';
import { download } from '../importing/download.ts';
import { openImport } from '../importing/openImport.ts';
import { Notice } from '../parts/Notice.tsx';
import { count, duration, percent } from '../parts/words.ts';
import { useStore } from '../store.ts';
import { FilmView } from './FilmView.tsx';
import { PicturesView } from './PicturesView.tsx';
import { facesSeen, type Reading } from './reading.ts';
import { readingCsv, readingJson } from './readingFiles.ts';
import { closeReading, readAgain, stopReading } from './recognise.ts';
import { setRecognise, useRecognise } from './state.ts';

/** Frames of each second of a video that one can choose to read. */
const RATES = [1, 2, 5, 10, 30];

export function FilePanel() {
  const given = useRecognise((state) => state.given);
  const reading = useRecognise((state) => state.reading);
  if (!given) return null;
  const name = given.kind === 'film' ? given.file.name : count(given.files.length, 'file');
  return (
    <section className="panel file" aria-labelledby="file-title">
      <header className="panel-head">
        <h2 id="file-title">File</h2>
        <span className="file-name" title={name}>
          {name}
        </span>
        <div className="file-tools">
          <ModelChoice />
          {given.kind === 'film' && <RateChoice />}
          <Downloads />
          <IconButton
            size="1"
            variant="soft"
            aria-label="Import as samples"
            title="Import as samples"
            onClick={() =>
              openImport(given.kind === 'film' ? [{ path: given.file.name, file: given.file }] : given.files)
            }
          >
            <FolderInput size={15} />
          </IconButton>
          <Button
            size="1"
            variant="soft"
            className="wide-only"
            title="The live scores in this place"
            onClick={() => setRecognise({ shown: false })}
          >
            Watch
          </Button>
          <IconButton size="1" variant="ghost" aria-label="Close the file" title="Close" onClick={closeReading}>
            <X size={16} />
          </IconButton>
        </div>
      </header>
      <ProgressLine />
      <Notes />
      {reading?.kind === 'film' && <FilmView reading={reading} />}
      {reading?.kind === 'pictures' && <PicturesView reading={reading} />}
    </section>
  );
}

function ModelChoice() {
  const model = useRecognise((state) => state.model);
  const own = useRecognise((state) => state.reading?.models.own ?? null);
  if (!own) return null;
  return (
    <SegmentedControl.Root
      size="1"
      value={model}
      onValueChange={(value) => setRecognise({ model: value === 'own' ? 'own' : 'base' })}
      aria-label="Scores of"
    >
      <SegmentedControl.Item value="base">Base</SegmentedControl.Item>
      <SegmentedControl.Item value="own">{own.name}</SegmentedControl.Item>
    </SegmentedControl.Root>
  );
}

function RateChoice() {
  const perSecond = useRecognise((state) => state.perSecond);
  return (
    <Select.Root
      size="1"
      value={String(perSecond)}
      onValueChange={(value) => {
        setRecognise({ perSecond: Number(value) });
        void readAgain();
      }}
    >
      <Select.Trigger variant="soft" aria-label="Frames read of each second" title="Frames read of each second" />
      <Select.Content position="popper">
        {RATES.map((rate) => (
          <Select.Item key={rate} value={String(rate)}>
            {rate} a second
          </Select.Item>
        ))}
      </Select.Content>
    </Select.Root>
  );
}

function Downloads() {
  const reading = useRecognise((state) => state.reading);
  const save = (kind: 'csv' | 'json', text: (reading: Reading) => string) => {
    if (!reading) return;
    const type = kind === 'csv' ? 'text/csv' : 'application/json';
    const name = reading.kind === 'film' ? reading.name.replace(/\.\w+$/, '') : 'pictures';
    download(new Blob([text(reading)], { type }), `${name} expressions.${kind}`);
  };
  return (
    <>
      <Button size="1" variant="soft" disabled={!reading} onClick={() => save('csv', readingCsv)}>
        <Download size={14} aria-hidden="true" />
        <span className="hidden-visually">Download </span>CSV
      </Button>
      <Button size="1" variant="soft" disabled={!reading} onClick={() => save('json', readingJson)}>
        <Download size={14} aria-hidden="true" />
        <span className="hidden-visually">Download </span>JSON
      </Button>
    </>
  );
}

function ProgressLine() {
  const progress = useRecognise((state) => state.progress);
  const reading = useRecognise((state) => state.reading);
  if (progress.kind !== 'running') return reading && <p className="file-summary">{summary(reading)}</p>;
  return (
    <div className="file-progress">
      <Progress value={100 * progress.fraction} size="1" aria-label="Reading the file" />
      <span>
        {percent(progress.fraction)}
        {progress.msLeft !== null && `, ${duration(progress.msLeft)} left`}
      </span>
      <Button size="1" variant="soft" onClick={stopReading}>
        Cancel
      </Button>
    </div>
  );
}

function summary(reading: Reading): string {
  if (reading.kind === 'film') {
    const faces = facesSeen(reading.moments).length;
    const read = count(reading.moments.length, 'frame');
    return `${read} read, ${faces === 0 ? 'no face found' : `${count(faces, 'face')} found`}`;
  }
  const problems = reading.pictures.filter(({ problem }) => problem !== null).length;
  return `${count(reading.pictures.length - problems, 'picture')} read${problems > 0 ? `, ${problems} not` : ''}`;
}

function Notes() {
  const progress = useRecognise((state) => state.progress);
  const unplayable = useRecognise((state) => state.given?.kind === 'film' && !state.playable);
  const readWith = useRecognise((state) => state.reading?.models.own?.id ?? null);
  const read = useRecognise((state) => state.reading !== null);
  const own = useStore((state) => state.own?.key ?? null);
  const ended = progress.kind === 'ended';
  const again = (
    <Button size="1" variant="soft" onClick={() => void readAgain()}>
      <RotateCcw size={14} aria-hidden="true" /> Read again
    </Button>
  );
  return (
    <div className="file-notes" role="status">
      {unplayable && (
        <Notice tone="hint">
          This browser cannot play this video, but it reads its frames: move along the timeline.
        </Notice>
      )}
      {ended && progress.note && (
        <Notice tone="bad" actions={again}>
          {progress.note}
        </Notice>
      )}
      {ended && !progress.note && !progress.complete && (
        <Notice tone="hint" actions={again}>
          {read ? 'Stopped: what was read until then is shown.' : 'Stopped before anything was read.'}
        </Notice>
      )}
      {ended && progress.complete && own !== readWith && (
        <Notice tone="hint" actions={again}>
          Your model has changed since this file was read.
        </Notice>
      )}
    </div>
  );
}
