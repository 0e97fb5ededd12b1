/** One run: what it was, how far it came, how good it is, and what can be done with it. */

import { Badge, Checkbox, DropdownMenu, IconButton } from '@radix-ui/themes';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import type { RunInfo } from '../../data/schema.ts';
import { setEvaluation } from '../evaluate/evaluation.ts';
import { download } from '../importing/download.ts';
import { EditableName } from '../parts/EditableName.tsx';
import { bytes, duration, percent } from '../parts/words.ts';
import { answerOf, bytesOf, plannedOf, standingOf } from '../runFacts.ts';
import { renameRun } from '../runs.ts';
import { shareRun } from '../share/shareRun.ts';
import { openLab, useStore } from '../store.ts';
import { JUDGED } from '../training/judged.ts';
import { deleteRun } from '../training/run.ts';
import { CheckpointRow } from './CheckpointRow.tsx';
import { curveCsv, settingsJson } from './exportRun.ts';
import { GoOn } from './GoOn.tsx';
import { saveReport } from './saveReport.ts';

const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

type Standing = ReturnType<typeof standingOf>;

const STANDING: { [S in Standing]: { label: string; color: 'gray' | 'amber' | 'red' } } = {
  running: { label: 'Running', color: 'amber' },
  interrupted: { label: 'Interrupted', color: 'amber' },
  paused: { label: 'Paused', color: 'amber' },
  stopped: { label: 'Stopped early', color: 'gray' },
  done: { label: 'Done', color: 'gray' },
  failed: { label: 'Failed', color: 'red' },
};

/** `onChoose`: for the comparison; left out where there is nothing to compare with. */
type Props = { run: RunInfo; chosen: boolean; onChoose?: (on: boolean) => void };

export function RunCard({ run, chosen, onChoose }: Props) {
  const { id, name, createdAt, step, metrics, judgedOn, seconds, message } = run;
  const [editing, setEditing] = useState(false);
  const standing = useStore((state) => standingOf(run, state.run));
  const method = useStore(
    ({ capabilities }) =>
      capabilities?.methods.find((each) => each.id === run.settings.objective)?.label ?? run.settings.objective,
  );
  const { label, color } = STANDING[standing];
  const answer = answerOf(run);
  const toEvaluation = () => {
    if (answer) setEvaluation({ question: { model: answer.id, part: 'validation' } });
    openLab('evaluate');
  };
  return (
    <article className="run-card" aria-label={`Run ${name}`}>
      <header className="run-head">
        {onChoose && (
          <Checkbox checked={chosen} aria-label={`Compare ${name}`} onCheckedChange={(on) => onChoose(on === true)} />
        )}
        <h3>
          <EditableName
            name={name}
            label="Run name"
            editing={editing}
            onEditing={setEditing}
            onRename={(next) => void renameRun(id, next)}
          />
        </h3>
        <Badge color={color}>{label}</Badge>
        <RunMenu run={run} live={standing === 'running'} onRename={() => setEditing(true)} />
      </header>
      <p className="note">
        {run.card
          ? `${run.card.method}, opened from a link or a file, ${DATE.format(createdAt)}`
          : `${method}, ${DATE.format(createdAt)}, ${duration(1000 * seconds)} of training`}
      </p>
      <dl className="run-facts">
        <div>
          <dt>Right on {JUDGED[judgedOn].short}</dt>
          <dd>
            {answer ? (
              <button type="button" className="run-figure" title="Where it is right and wrong" onClick={toEvaluation}>
                {percent(answer.metrics.accuracy)}
              </button>
            ) : (
              percent(metrics.accuracy)
            )}
          </dd>
        </div>
        {!run.card && (
          <div>
            <dt>Steps</dt>
            <dd>
              {step.toLocaleString('en')} of {plannedOf(run).toLocaleString('en')}
            </dd>
          </div>
        )}
        <div>
          <dt>Storage</dt>
          <dd>{bytes(bytesOf(run))}</dd>
        </div>
      </dl>
      {message && <p className="note">{message}</p>}
      <GoOn run={run} />
      <ul className="checkpoint-list" aria-label={`Checkpoints of ${name}`}>
        {run.checkpoints.map((checkpoint) => (
          <CheckpointRow key={checkpoint.id} run={run} checkpoint={checkpoint} live={standing === 'running'} />
        ))}
      </ul>
    </article>
  );
}

function RunMenu({ run, live, onRename }: { run: RunInfo; live: boolean; onRename: () => void }) {
  const csv = () => download(new Blob([curveCsv(run.history)], { type: 'text/csv' }), `${run.name} curve.csv`);
  const json = () => download(new Blob([settingsJson(run)], { type: 'application/json' }), `${run.name} settings.json`);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger>
        <IconButton size="1" variant="ghost" aria-label={`More for ${run.name}`}>
          <Ellipsis size={16} />
        </IconButton>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content align="end">
        <DropdownMenu.Item disabled={!answerOf(run)} onSelect={() => shareRun(run.id)}>
          Share or save…
        </DropdownMenu.Item>
        <DropdownMenu.Item onSelect={onRename}>Rename</DropdownMenu.Item>
        <DropdownMenu.Item disabled={run.history.length === 0} onSelect={csv}>
          Curve as CSV
        </DropdownMenu.Item>
        <DropdownMenu.Item onSelect={json}>Settings as JSON</DropdownMenu.Item>
        <DropdownMenu.Item disabled={!answerOf(run) || live} onSelect={() => void saveReport(run)}>
          Report
        </DropdownMenu.Item>
        <DropdownMenu.Separator />
        <DropdownMenu.Item color="red" disabled={live} onSelect={() => void deleteRun(run.id)}>
          Delete
        </DropdownMenu.Item>
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}
