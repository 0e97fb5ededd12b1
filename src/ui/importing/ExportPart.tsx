/** Everything as one file to keep; and a quiet word where much is not in any such file yet. */

import { Button, Progress } from '@radix-ui/themes';
import { Download } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { useSamplesLater } from '../data/useSamplesLater.ts';
import { Notice } from '../parts/Notice.tsx';
import { count, megabytes } from '../parts/words.ts';
import { useStore } from '../store.ts';
import { exportEverything, readExportedAt, useExport } from './runExport.ts';

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
  const running = stage.kind === 'running';

  useEffect(() => {
    if (stored) void readExportedAt();
  }, [stored]);

  return (
    <div className="export">
      <div className="export-head">
        <Button
          variant="soft"
          disabled={running || importing || !stored || empty}
          onClick={() => void exportEverything()}
        >
          <Download size={15} aria-hidden="true" />
          Export everything
        </Button>
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
        A zip with the pictures in class folders and all labels, to keep or to import again. It shows the people you
        recorded: mind who gets it.
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
