/** What came of an import: faces per class, what was left out and why, and the ways on. */

import { Badge, Button, Dialog } from '@radix-ui/themes';
import { Crop, Download } from 'lucide-react';
import type { Change } from '../../data/change.ts';
import type { FilmSummary, ImportSummary, Skipped } from '../../vision/protocol.ts';
import { showSamples } from '../data/showSamples.ts';
import { Notice } from '../parts/Notice.tsx';
import { count, duration } from '../parts/words.ts';
import { useStore } from '../store.ts';
import { MethodLine } from '../training/MethodLine.tsx';
import { download } from './download.ts';
import { filmWords } from './filmWords.ts';
import { setCropping } from './handCrops.ts';
import { type Stage, showNaming } from './importState.ts';
import { methodWords } from './methodWords.ts';
import { filmsToName } from './naming.ts';
import { closeImport, undoImport } from './runImport.ts';
import { asText, byReason } from './skipped.ts';
import { turnedWords, viewWords } from './viewWords.ts';

/** Paths listed under a reason; the downloaded list has them all. */
const LISTED = 200;

type Ended = Extract<Stage, { kind: 'done' | 'failed' }>;

export function ImportSummaryView({ stage }: { stage: Ended }) {
  const undo = useStore((state) => state.undo);
  const skipped = stage.kind === 'done' ? stage.summary.skipped : [];
  const added = stage.kind === 'done' ? stage.summary.change.samples.flatMap(({ after }) => after?.id ?? []) : [];
  const byHand = skipped.filter(({ byHand }) => byHand !== null);
  return (
    <>
      <Dialog.Title>{title(stage)}</Dialog.Title>
      {stage.kind === 'failed' && <Failure {...stage} />}
      {stage.kind === 'done' && (
        <Added change={stage.summary.change} seconds={stage.seconds} latest={undo === stage.what} />
      )}
      {stage.kind === 'done' && stage.models.length > 0 && <Models names={stage.models} />}
      {stage.kind === 'done' && <Films films={stage.summary.films} />}
      {stage.kind === 'done' && stage.summary.views && (
        <p className="import-read">
          {viewWords(stage.summary.views)} {turnedWords(stage.summary.views.turned)}
        </p>
      )}
      {stage.kind === 'done' && <Methods summary={stage.summary} />}
      {skipped.length > 0 && <LeftOut skipped={skipped} />}
      <div className="import-skipped-actions">
        {byHand.length > 0 && (
          <Button variant="soft" onClick={() => setCropping(byHand)}>
            <Crop size={15} aria-hidden="true" />
            Crop {byHand.length.toLocaleString('en')} by hand
          </Button>
        )}
        {skipped.length > 0 && (
          <Button
            variant="soft"
            onClick={() => download(new Blob([asText(skipped)], { type: 'text/plain' }), 'left-out.txt')}
          >
            <Download size={15} aria-hidden="true" />
            Download the list
          </Button>
        )}
      </div>
      <div className="dialog-actions">
        {undo === stage.what && (
          <Button variant="soft" onClick={undoImport}>
            Undo this import
          </Button>
        )}
        {added.length > 0 && (
          <Button
            variant="soft"
            onClick={() => {
              showSamples(stage.what.replace('import', 'Imported'), added);
              closeImport();
            }}
          >
            Show them
          </Button>
        )}
        <Button variant="soft" onClick={closeImport}>
          Close
        </Button>
      </div>
    </>
  );
}

function title(stage: Ended): string {
  if (stage.kind === 'failed') return 'The import did not finish';
  const [faces, models] = [stage.summary.change.samples.length, stage.models.length];
  const parts = [...(faces > 0 ? [count(faces, 'face')] : []), ...(models > 0 ? [count(models, 'model')] : [])];
  const added = parts.length > 0 ? `${parts.join(' and ')} added` : null;
  if (stage.summary.stopped) return `Stopped: ${added ?? 'nothing added'}`;
  return added ?? 'Nothing was added';
}

function Failure({ message, kept }: { message: string; kept: number }) {
  return (
    <div role="alert">
      <Notice tone="bad">
        {message} {kept > 0 && `${count(kept, 'face')} had been stored before and ${kept === 1 ? 'is' : 'are'} kept.`}
      </Notice>
    </div>
  );
}

/** They wait among the others until one is chosen. */
function Models({ names }: { names: string[] }) {
  return (
    <p className="import-read">
      {names.length === 1 ? 'A model came' : 'Models came'} with it: {names.map((name) => `“${name}”`).join(', ')}.
      Choose one under Train to let it answer.
    </p>
  );
}

/** Faces by class, the most first. `latest`: nothing was changed since. */
function Added({ change, seconds, latest }: { change: Change; seconds: number; latest: boolean }) {
  const classes = useStore((state) => state.classes);
  const fresh = new Set(change.classes.flatMap(({ before, after }) => (before === null && after ? [after.id] : [])));
  const faces = new Map<string | null, number>([...fresh].map((id) => [id, 0]));
  for (const { after } of change.samples) if (after) faces.set(after.classId, (faces.get(after.classId) ?? 0) + 1);
  const rows = [...faces].sort((a, b) => b[1] - a[1]);
  return (
    <>
      <p className="note">
        In {duration(seconds * 1000)}. Stored on this device{latest && '; one undo takes all of it back'}.
      </p>
      {rows.length > 0 && (
        <ul className="import-classes" aria-label="Faces added by class">
          {rows.map(([id, n]) => {
            const known = classes.find((candidate) => candidate.id === id);
            return (
              <li key={id}>
                <span className="swatch" style={{ background: known?.colour ?? 'var(--gray-7)' }} aria-hidden="true" />
                <span className="import-class-name">{known?.name ?? 'Without a class'}</span>
                {id !== null && fresh.has(id) && <Badge color="gray">new class</Badge>}
                <span className="import-class-count">{n.toLocaleString('en')}</span>
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}

function Films({ films }: { films: FilmSummary[] }) {
  const several = filmsToName(films);
  if (films.length === 0) return null;
  return (
    <div className="import-films">
      {films.map((film) => (
        <p key={film.path}>{filmWords(film)}</p>
      ))}
      {several.length > 0 && (
        <Button variant="soft" onClick={() => showNaming(several)}>
          Name the people
        </Button>
      )}
    </div>
  );
}

/** What the methods that this import is of use to still lack; those that lack nothing can be trained from here. */
function Methods({ summary }: { summary: ImportSummary }) {
  const samples = useStore((state) => state.samples);
  const all = methodWords(summary, samples);
  if (all.length === 0) return null;
  return (
    <ul className="choice-list import-methods" aria-label="For the methods">
      {all.map((each) => (
        <li key={each.method}>
          <MethodLine {...each} onTrain={closeImport} />
        </li>
      ))}
    </ul>
  );
}

function LeftOut({ skipped }: { skipped: Skipped[] }) {
  return (
    <>
      <h3 className="dialog-heading">Left out: {skipped.length.toLocaleString('en')}</h3>
      <div className="import-reasons">
        {byReason(skipped).map(({ reason, paths }) => (
          <details key={reason}>
            <summary>
              <span>{reason}</span>
              <span className="import-class-count">{paths.length.toLocaleString('en')}</span>
            </summary>
            <ul>
              {paths.slice(0, LISTED).map((path) => (
                <li key={path}>{path}</li>
              ))}
              {paths.length > LISTED && <li>and {count(paths.length - LISTED, 'more file')}: download the list</li>}
            </ul>
          </details>
        ))}
      </div>
    </>
  );
}
