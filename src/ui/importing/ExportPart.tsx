/** Everything as one file to keep; and a quiet word where much is not in any such file yet. */

import { Button, Checkbox, Progress } from '@radix-ui/themes';
import { Download } from 'lucide-react';
import { useEffect, useId, useMemo, useState } from 'react';
import { useSamplesLater } from '../data/useSamplesLater.ts';
import { Notice } from '../parts/Notice.tsx';
import { count, megabytes } from '../parts/words.ts';
import { answerOf } from '../runFacts.ts';
import { useStore } from '../store.ts';
import { exportProject, readExportedAt, useExport } from './runExport.ts';

/** So many samples are worth a copy elsewhere. */
const WORTH_KEEPING = 50;

export function ExportPart() {
  const { stage } = useExport();
  const exportedAt = useExport((state) => state.exportedAt);
  const samples = useSamplesLater();
  const empty = useStore((state) => state.samples.length + state.classes.length === 0);
  const importing = useStore((state) => state.importing);
  const stored = useStore((state) => state.storage.kind === 'ready');
  const unexported = useMemo(
    () => samples.filter(({ recordedAt }) => recordedAt > (exportedAt ?? 0)).length,
    [samples, exportedAt],
  );
  const hasModels = useStore((state) => state.runs.some((run) => answerOf(run) !== undefined));
  const [wished, setWished] = useState({ samples: true, models: true });
  const wanted = { samples: wished.samples, models: wished.models && hasModels };
  const running = stage.kind === 'running';

  useEffect(() => {
    if (stored) void readExportedAt();
  }, [stored]);

  return (
    <div className="export">
      <div className="export-head">
        <Button
          variant="soft"
          disabled={running || importing || !stored || (empty && !hasModels) || !(wanted.samples || wanted.models)}
          onClick={() => void exportProject(wanted)}
        >
          <Download size={15} aria-hidden="true" />
          {wanted.samples && (wanted.models || !hasModels) ? 'Export everything' : 'Export'}
        </Button>
        {hasModels && (
          <span className="export-wishes">
            <Wish label="Samples" checked={wished.samples} onChange={(samples) => setWished({ ...wished, samples })} />
            <Wish label="Models" checked={wished.models} onChange={(models) => setWished({ ...wished, models })} />
          </span>
        )}
        {stage.kind === 'done' && (
          <p className="note">
            {stage.name}, {megabytes(stage.bytes)}
          </p>
        )}
      </div>
      {running && (
        <Progress
          {...(stage.total > 0 && { value: (100 * stage.done) / stage.total })}
          size="1"
          color="amber"
          aria-label="Export progress"
        />
      )}
      {stage.kind === 'failed' && (
        <div role="alert">
          <Notice tone="bad">{stage.message}</Notice>
        </div>
      )}
      <p className="note">
        {wanted.samples
          ? 'A zip with the pictures in class folders and all labels, to keep or to import again. It shows the people you recorded: mind who gets it.'
          : 'A zip with classes and models, to keep or to import again. No picture is in it.'}
      </p>
      {exportedAt !== undefined && unexported > WORTH_KEEPING && !running && (
        <p className="backup-hint">
          {count(unexported, 'sample')} {unexported === samples.length ? 'are' : 'came since the last export and are'}{' '}
          only in this browser. A zip on your disk is a copy.
        </p>
      )}
    </div>
  );
}

type WishProps = { label: string; checked: boolean; onChange: (on: boolean) => void };

function Wish({ label, checked, onChange }: WishProps) {
  const id = useId();
  return (
    <span className="export-wish">
      <Checkbox id={id} checked={checked} onCheckedChange={(on) => onChange(on === true)} />
      <label htmlFor={id}>{label}</label>
    </span>
  );
}
